using Xunit;
using YemotAi.Standalone.Store;
using YemotAi.Tests;

namespace YemotAi.Unit.Store;

/// <summary>What every conformance suite starts from: an empty store and a clock that stands still.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private protected ManualTime Time { get; } = new();

    private protected IStore Store { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Store = Open(Time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty store.</summary>
    private protected abstract IStore Open(TimeProvider time);

    /// <summary>Removes what the store has left.</summary>
    private protected virtual void Clear()
    {
    }
}
