using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;

namespace YemotAi.Unit.Store;

public sealed class MemoryActorStoreTests : ActorStoreConformance
{
    [Fact]
    public async Task A_full_store_refuses_a_new_actor_and_serves_those_it_has()
    {
        var actors = new MemoryStore(new StoreOptions { MemoryActors = 1 }, Time).Actors;
        await actors.WriteAsync(new ActorKey("call", "1"), 0, default);

        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await actors.WriteAsync(new ActorKey("call", "2"), 0, default));
        Assert.Equal(2, await actors.WriteAsync(new ActorKey("call", "1"), 1, default));
    }

    private protected override ValueTask<(IActorStore Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var store = new MemoryStore(new StoreOptions(), time);
        return new((store.Actors, store));
    }
}

public sealed class MemoryCallArchiveTests : CallArchiveConformance
{
    [Fact]
    public async Task The_oldest_call_makes_room()
    {
        var calls = new MemoryStore(new StoreOptions { MemoryCalls = 2 }, Time).Calls;
        foreach (var i in new[] { 1, 2, 3 }) await calls.SaveAsync(Call($"{i}", Time.GetUtcNow().AddMinutes(i)));

        Assert.Equal(["3", "2"], (await calls.FindAsync(new CallQuery(), Cancellation)).Select(call => call.Key));
    }

    private protected override ValueTask<(ICallArchive Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var store = new MemoryStore(new StoreOptions(), time);
        return new((store.Calls, store));
    }
}

public sealed class MemoryMessageBoxTests : MessageBoxConformance
{
    [Fact]
    public async Task A_full_box_says_so_instead_of_losing_a_message()
    {
        var messages = new MemoryStore(new StoreOptions { MemoryMessages = 1 }, Time).Messages;
        var message = new CallerMessage { Key = "1", Call = "c", At = Time.GetUtcNow(), Business = "b", Caller = "" };
        await messages.KeepAsync(message);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await messages.KeepAsync(message with { Key = "2" }));
        await messages.KeepAsync(message);
        Assert.Equal(message, Assert.Single(await messages.ListAsync(null, 10, Cancellation)));
    }

    private protected override ValueTask<(IMessageBox Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var store = new MemoryStore(new StoreOptions(), time);
        return new((store.Messages, store));
    }
}
