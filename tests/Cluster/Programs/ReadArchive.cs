using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Storage;
using YemotAi.Cluster.Redis;
using YemotAi.Hosting.Settings;
using YemotAi.Silo.Storage;

namespace YemotAi.Cluster.Programs;

/// <summary>The archive of a running cluster, as another process reads it.</summary>
internal sealed class ReadArchive : IAsyncDisposable
{
    private readonly RedisConnection _redis;
    private readonly RedisCallArchive _archive;

    public ReadArchive(RedisServer redis)
    {
        var options = new ClusterOptions { Redis = redis.Address };
        _redis = new RedisConnection(options, NullLogger<RedisConnection>.Instance);
        _archive = new RedisCallArchive(_redis, options.ServiceId, NullLogger<RedisCallArchive>.Instance);
    }

    /// <summary>Waits until it holds so many calls; gives them.</summary>
    public async Task<IReadOnlyList<FinishedCall>> WhenHoldsAsync(int calls, CancellationToken cancellation)
    {
        while (true)
        {
            var held = await _archive.FindAsync(new CallQuery { Most = 1_000 }, cancellation);
            if (held.Count >= calls) return held;
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
