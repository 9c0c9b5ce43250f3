using Xunit;
using YemotAi.Tests;

namespace YemotAi.Unit.Store;

/// <summary>What every conformance suite starts from: an empty store and a clock that stands still.</summary>
/// <typeparam name="TPort">The part of the store that the suite binds.</typeparam>
public abstract class StoreConformance<TPort> : IAsyncLifetime
    where TPort : notnull
{
    private IAsyncDisposable _store = null!;

    private protected ManualTime Time { get; } = new();

    /// <summary>The part under test.</summary>
    private protected TPort Port { get; private set; } = default!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (Port, _store) = await OpenAsync(Time);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty store: the part under test, and the whole, to be closed.</summary>
    private protected abstract ValueTask<(TPort Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time);

    /// <summary>Removes what the store has left.</summary>
    private protected virtual void Clear()
    {
    }
}
