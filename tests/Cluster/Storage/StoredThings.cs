using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using StackExchange.Redis;
using YemotAi.Calls.Storage;
using YemotAi.Cluster.Redis;
using YemotAi.Grains.Interfaces;
using YemotAi.Hosting.Settings;
using YemotAi.Silo.Storage;
using YemotAi.Tests;

namespace YemotAi.Cluster.Storage;

/// <summary>All that a silo keeps in Redis, under a name of a test's own, over a connection of its own.</summary>
internal sealed class StoredThings : IAsyncDisposable
{
    /// <summary>Of what should come at once; only a test that fails waits as long.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().AddActorSerialization().BuildServiceProvider();

    /// <param name="redis">The server.</param>
    /// <param name="limit">How long a command may take.</param>
    /// <param name="limits">How much is kept.</param>
    /// <param name="log">Hears what is logged.</param>
    /// <param name="password">What it presents to Redis; null presents none.</param>
    public StoredThings(RedisServer redis, TimeSpan limit, StoreLimits? limits = null, LogLines? log = null, string? password = null)
    {
        Limits = limits ?? new StoreLimits();
        Settings = new ClusterOptions
        {
            Redis = redis.Address + (password is null ? "" : ",password=" + password),
            RedisLimit = limit,
            ServiceId = $"test-{Guid.NewGuid():N}",
        };
        var logs = log is null ? NullLoggerFactory.Instance : LoggerFactory.Create(logging => logging.AddProvider(log));
        Connection = new RedisConnection(Settings, logs.CreateLogger<RedisConnection>());
        Messages = new RedisMessageBox(Connection, Settings.ServiceId, Limits, logs.CreateLogger<RedisMessageBox>());
        Calls = new RedisCallArchive(Connection, Settings.ServiceId, logs.CreateLogger<RedisCallArchive>());
        States = StatesThatKeep(Settings.KeepFinished);
    }

    public ClusterOptions Settings { get; }

    public StoreLimits Limits { get; }

    public RedisConnection Connection { get; }

    public RedisMessageBox Messages { get; }

    public RedisCallArchive Calls { get; }

    public ExpiringStorage States { get; }

    /// <summary>Redis itself.</summary>
    public async Task<IDatabase> DatabaseAsync() => (await Connection.ConnectAsync()).GetDatabase();

    /// <summary>The keys that a test has made.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync()
    {
        var connection = await Connection.ConnectAsync();
        return [.. connection.GetServers()[0].Keys(pattern: Settings.ServiceId + "*").Select(key => key.ToString()).Order(StringComparer.Ordinal)];
    }

    /// <summary>States of which those that are done go so soon.</summary>
    public ExpiringStorage StatesThatKeep(TimeSpan keepFinished) => new(
        Connection, Settings.ServiceId, keepFinished, Limits,
        new OrleansGrainStorageSerializer(_services.GetRequiredService<Serializer>()), _services.GetRequiredService<IActivatorProvider>());

    /// <summary>Completes when the connection is there again; to be asked for before it goes away.</summary>
    public async Task<Task> WhenRestoredAsync()
    {
        var restored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connection = await Connection.ConnectAsync();
        connection.ConnectionRestored += (_, there) =>
        {
            if (there.ConnectionType == ConnectionType.Interactive) restored.TrySetResult();
        };
        return restored.Task.WaitAsync(Guard);
    }

    /// <summary>What arrives of something in another silo.</summary>
    public T Sent<T>(T something)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(something));
    }

    public static CallerMessage Message(string key) => new()
    {
        Key = key, Call = "yemot:1", At = DateTimeOffset.UnixEpoch.AddDays(20_000), Business = "clinic", Caller = "0501234567",
    };

    public static FinishedCall Call(string key, DateTimeOffset began, params string[] lines) => new()
    {
        Key = key,
        Began = began,
        Ended = began.AddMinutes(2),
        Caller = "0501234567",
        Dialled = "0771234567",
        Business = "clinic",
        Reason = "CallerHungUp",
        Transcript = [.. lines.Select(line => new TranscriptLine(began, Speaker.Caller, line))],
    };

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _services.DisposeAsync();
    }
}
