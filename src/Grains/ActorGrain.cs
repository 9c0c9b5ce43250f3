using YemotAi.Calls.Actors;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.State;

namespace YemotAi.Grains;

/// <summary>A grain that hosts an actor. It has no logic of its own; each kind of actor has a class of its own below it.</summary>
/// <param name="kind">The kind of actor.</param>
/// <param name="stored">The grain's storage.</param>
/// <param name="create">Makes the actor.</param>
/// <param name="services">What all grains share.</param>
/// <typeparam name="TEvent">What the actor takes.</typeparam>
/// <typeparam name="TOutcome">What it gives.</typeparam>
public abstract class ActorGrain<TEvent, TOutcome>(
    string kind, IPersistentState<ActorRecord> stored, ActorFactory<TEvent, TOutcome> create, ActorServices services)
    : Grain, IActorGrain<TEvent, TOutcome>, IRemindable, IAsyncDisposable
{
    /// <summary>The name of what is stored.</summary>
    protected const string StateName = "actor";

    private ActorHost<TEvent, TOutcome> _host = null!;

    private protected ActorHost<TEvent, TOutcome> Host => _host;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _host = new ActorHost<TEvent, TOutcome>(this, new ActorKey(kind, this.GetPrimaryKeyString()), stored, create, services);
        return _host.ActivateAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is written here: the next activation may already be writing.</remarks>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _host is null ? Task.CompletedTask : _host.DeactivateAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// A grain that was told to go before its activation was through is not told that it goes, but disposed of as any
    /// other: its actor hears of its end all the same.
    /// </remarks>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DeactivateAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public Task<TOutcome> AskAsync(TEvent input, CancellationToken cancellation) => _host.AskAsync(input, cancellation);

    /// <inheritdoc/>
    public Task MoveAsync(SiloAddress to)
    {
        _host.Move(to);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => _host.RemindAsync();
}
