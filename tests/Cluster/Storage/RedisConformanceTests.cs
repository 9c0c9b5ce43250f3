using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Unit.Store;

namespace YemotAi.Cluster.Storage;

public sealed class RedisMessageBoxTests(SharedRedis redis) : MessageBoxConformance, IClassFixture<SharedRedis>
{
    private protected override async ValueTask<(IMessageBox Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var things = new StoredThings(await redis.ServerAsync(), TimeSpan.FromSeconds(30));
        return (things.Messages, things);
    }
}

public sealed class RedisCallArchiveTests(SharedRedis redis) : CallArchiveConformance, IClassFixture<SharedRedis>
{
    private protected override async ValueTask<(ICallArchive Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var things = new StoredThings(await redis.ServerAsync(), TimeSpan.FromSeconds(30));
        return (things.Calls, things);
    }
}
