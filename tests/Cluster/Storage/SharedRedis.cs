using YemotAi.Cluster.Redis;

namespace YemotAi.Cluster.Storage;

/// <summary>One Redis for the tests of a class, each of which names its data for itself. It starts when a test asks for it.</summary>
public sealed class SharedRedis : IAsyncDisposable
{
    private Task<RedisServer>? _starting;

    internal Task<RedisServer> ServerAsync() => _starting ??= RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_starting is { IsCompletedSuccessfully: true }) await _starting.Result.DisposeAsync();
    }
}
