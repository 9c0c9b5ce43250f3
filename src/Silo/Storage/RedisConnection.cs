using StackExchange.Redis;
using YemotAi.Calls.Storage;
using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Hosting.Settings;

namespace YemotAi.Silo.Storage;

/// <summary>
/// The one connection of this process to Redis over which states of actors, messages and finished calls go. It is made
/// when it is first needed and made again by itself whenever it breaks.
/// </summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    private readonly ConfigurationOptions _options;
    private readonly TimeSpan _limit;
    private readonly ILogger<RedisConnection> _log;
    private readonly Lock _gate = new();
    private Task<ConnectionMultiplexer>? _connecting;

    /// <param name="cluster">Where Redis is, and how long it may take.</param>
    /// <param name="log">Hears of a connection that breaks and of one that is there again.</param>
    /// <exception cref="SettingsException">The connection string is none.</exception>
    public RedisConnection(ClusterOptions cluster, ILogger<RedisConnection> log)
    {
        _options = OptionsOf(cluster);
        // Errors would otherwise name keys, and a key names a call.
        _options.IncludeDetailInExceptions = false;
        _limit = cluster.RedisLimit;
        _log = log;
        Server = string.Join(", ", _options.EndPoints.Select(EndPointCollection.ToString));
    }

    /// <summary>Which Redis, for people: its addresses, and nothing else of the connection string.</summary>
    public string Server { get; }

    /// <summary>
    /// The connection. While Redis is away this gives one all the same, whose commands fail until Redis is there.
    /// </summary>
    public Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_gate)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true }) _connecting = OpenAsync();
            return _connecting;
        }
    }

    /// <summary>Does something with Redis.</summary>
    /// <exception cref="StoreUnavailableException">
    /// Redis is away, too slow, or refuses. What was sent before may still arrive there: only what may come twice may be
    /// sent.
    /// </exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var connection = await ConnectAsync().WaitAsync(_limit, cancellation);
            return await command(connection.GetDatabase()).WaitAsync(cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // Of any type: a command that was under way when its connection was given up fails with whatever ended that.
            // In words only: errors travel between silos, and those of the Redis client cannot.
            throw new StoreUnavailableException($"Redis at {Server} cannot be used now. {Reason(error)}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_gate) connecting = _connecting;
        if (connecting is null) return;
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully) await connecting.Result.DisposeAsync();
    }

    /// <summary>The client's own errors say what they know; that a first connection takes too long says nothing by itself.</summary>
    private static string Reason(Exception error) => error.GetType() == typeof(TimeoutException)
        ? "It cannot be reached." : $"{error.GetType().Name}: {error.Message}";

    private static ConfigurationOptions OptionsOf(ClusterOptions cluster) => RedisSettings.Problem(cluster.Redis) is { } wrong
        ? throw new SettingsException([$"{ClusterOptions.Section}:{nameof(ClusterOptions.Redis)}: {wrong}"])
        : RedisSettings.Of(cluster.Redis, cluster.RedisLimit, "storage");

    private async Task<ConnectionMultiplexer> OpenAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(_options);
        connection.ConnectionFailed += (_, failed) =>
        {
            // Only the type of what went wrong: the rest comes with each command that fails.
            if (failed.ConnectionType == ConnectionType.Interactive) LogBroken(_log, Server, failed.FailureType);
        };
        connection.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Interactive) LogRestored(_log, Server);
        };
        if (!connection.IsConnected) LogBroken(_log, Server, ConnectionFailureType.UnableToConnect);
        return connection;
    }

    [LoggerMessage(650, LogLevel.Error, "Redis at {Server} is away: {Failure}. It is tried again until it is there.")]
    private static partial void LogBroken(ILogger log, string server, ConnectionFailureType failure);

    [LoggerMessage(651, LogLevel.Information, "Redis at {Server} is there again.")]
    private static partial void LogRestored(ILogger log, string server);
}
