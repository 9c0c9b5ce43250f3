using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Minds.Admission;

/// <summary>
/// The queue before one account of a provider: so many turns at once, one of a conversation at a time, in order of
/// arrival, fair between businesses, and no waiting beyond patience.
/// </summary>
/// <remarks>
/// Nothing of it is stored. A turn belongs to the process that asked for it; when all have died, nothing runs any more,
/// and an empty queue is the truth. One process that died among several is what the limit of a turn is for. When only the
/// queue's own process died, its successor does not know of turns that run elsewhere, and lets in too many for their length.
/// </remarks>
public sealed partial class ProviderActor : IActor<ProviderEvent, ProviderOutcome>
{
    /// <summary>The kind under which an engine hosts it; the id is the account.</summary>
    public const string Kind = "provider";

    /// <summary>
    /// How much later than its limit a turn is taken back: who holds it notices the limit itself and leaves, which
    /// takes a moment.
    /// </summary>
    public static readonly TimeSpan TurnMargin = TimeSpan.FromSeconds(5);

    /// <summary>How long it stays in memory without work, so that it knows how long turns take when work comes again.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(2);

    /// <summary>The longest wait and the longest turn, whatever is asked for: a timer can count no endless time.</summary>
    public static readonly TimeSpan LongestLimit = TimeSpan.FromHours(1);

    private static readonly ProviderOutcome.Noted Noted = new();
    private static readonly ProviderOutcome.Refused AlreadyLeft = new(ProviderRefusal.AlreadyLeft);

    private readonly IActorContext _context;
    private readonly Func<string, ProviderLimits> _limitsOf;
    private readonly ILogger<ProviderActor> _log;
    private readonly Dictionary<string, Wish> _wishes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly WaitingLine _line = new();
    private readonly EndedTickets _ended = new();
    private readonly TurnLengths _lengths = new();
    private readonly ProviderLoad _load = new();
    private ProviderLimits _limits = new(1, 0);
    private IDisposable? _kept;
    private IDisposable? _idling;
    private int _running;
    private long _entered;
    private long _refused;
    private long _lost;
    private TimeSpan _waited;

    /// <summary>Makes the actor; an engine calls this.</summary>
    /// <param name="context">What the engine gives it.</param>
    /// <param name="limits">The limits of an account; asked once, on activation.</param>
    /// <param name="log">Hears of turns that were never left.</param>
    public ProviderActor(IActorContext context, Func<string, ProviderLimits> limits, ILogger<ProviderActor> log)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(log);
        _context = context;
        _limitsOf = limits;
        _log = log;
    }

    private string Account => _context.Key.Id;

    private ProviderFigures Figures => new(_running, _line.Count, _entered, _refused, _waited, _lost);

    /// <inheritdoc/>
    public ValueTask ActivateAsync(CancellationToken cancellation)
    {
        _limits = _limitsOf(Account);
        ProviderMetrics.Show(Account, _load);
        Rest();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ProviderOutcome> HandleAsync(ProviderEvent input, CancellationToken cancellation)
    {
        switch (input)
        {
            case ProviderEvent.Enter enter:
                return EnterAsync(enter, cancellation);
            case ProviderEvent.Leave leave:
                Leave(leave.Ticket);
                return Task.FromResult<ProviderOutcome>(Noted);
            case ProviderEvent.Look:
                return Task.FromResult<ProviderOutcome>(new ProviderOutcome.Looked(Figures));
            default:
                throw new ArgumentException("A provider's queue does not know this event.", nameof(input));
        }
    }

    /// <inheritdoc/>
    public ValueTask WakeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DeactivateAsync(CancellationToken cancellation)
    {
        ProviderMetrics.Hide(Account, _load);
        return ValueTask.CompletedTask;
    }

    private async Task<ProviderOutcome> EnterAsync(ProviderEvent.Enter enter, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_ended.Find(enter.Ticket) is { } known) return known;
        if (!_wishes.TryGetValue(enter.Ticket, out var wish)) wish = Admit(enter);
        wish.Asking++;
        try
        {
            var outcome = await wish.Outcome.WaitAsync(cancellation);
            if (outcome is ProviderOutcome.Entered) wish.IsTaken = true;
            return outcome;
        }
        finally
        {
            // Nobody has the turn and nobody waits for it any more. It may have been given in this very moment.
            if (--wish.Asking == 0 && !wish.IsTaken) Withdraw(wish);
        }
    }

    /// <summary>Gives the turn, refuses it, or lets the wish wait.</summary>
    private Wish Admit(ProviderEvent.Enter enter)
    {
        var wish = new Wish(enter, Bounded(enter.MaxWait), _context.Time.GetTimestamp());
        _wishes.Add(wish.Ticket, wish);
        if (_running < _limits.MaxAtOnce && !_busy.Contains(wish.Conversation))
        {
            // Whoever waits is one whose conversation is busy: nobody is overtaken.
            Give(wish, TimeSpan.Zero);
        }
        else if (_line.Count >= _limits.QueueLength)
        {
            Refuse(wish, ProviderRefusal.QueueFull);
        }
        else if (wish.MaxWait == TimeSpan.Zero || _lengths.WaitBehind(_line.Before(wish.Business), _limits.MaxAtOnce) > wish.MaxWait)
        {
            Refuse(wish, ProviderRefusal.WouldWaitTooLong);
        }
        else
        {
            _line.Add(wish);
            wish.Timer = StartTimer(wish.MaxWait, () => Refuse(wish, ProviderRefusal.WaitedTooLong));
        }

        Rest();
        return wish;
    }

    private void Leave(string ticket)
    {
        // The request that it belongs to may still be on its way.
        _ended.Add(ticket, AlreadyLeft);
        if (!_wishes.TryGetValue(ticket, out var wish)) return;
        if (wish.Began is { } began) _lengths.Add(_context.Time.GetElapsedTime(began));
        Remove(wish);
        wish.Decide(AlreadyLeft);
        Serve();
    }

    /// <summary>Nobody wants it any more. Not noted: what is sent after every wish is the leaving.</summary>
    private void Withdraw(Wish wish)
    {
        if (_wishes.GetValueOrDefault(wish.Ticket) != wish) return;
        Remove(wish);
        Serve();
    }

    private void TakeBack(Wish wish)
    {
        _lost++;
        ProviderMetrics.Lost(Account);
        LogLost(_log, Account, Bounded(wish.MaxTurn) + TurnMargin);
        _ended.Add(wish.Ticket, AlreadyLeft);
        Remove(wish);
        Serve();
    }

    /// <summary>Gives away what is free.</summary>
    private void Serve()
    {
        while (_running < _limits.MaxAtOnce && _line.TakeNext(_busy) is { } wish)
        {
            var waited = _context.Time.GetElapsedTime(wish.Arrived);
            // Its timer is late; a turn that comes after the wait is over is of no use to anyone.
            if (waited > wish.MaxWait) Refuse(wish, ProviderRefusal.WaitedTooLong);
            else Give(wish, waited);
        }

        Rest();
    }

    private void Give(Wish wish, TimeSpan waited)
    {
        wish.Timer?.Dispose();
        wish.Began = _context.Time.GetTimestamp();
        wish.Timer = StartTimer(Bounded(wish.MaxTurn) + TurnMargin, () => TakeBack(wish));
        _running++;
        _busy.Add(wish.Conversation);
        _entered++;
        _waited += waited;
        ProviderMetrics.Waited(Account, waited);
        wish.Decide(new ProviderOutcome.Entered(waited));
    }

    private void Refuse(Wish wish, ProviderRefusal why)
    {
        var refused = new ProviderOutcome.Refused(why);
        _ended.Add(wish.Ticket, refused);
        Remove(wish);
        _refused++;
        ProviderMetrics.Refused(Account, why);
        LogRefused(_log, Account, why, _running, _line.Count);
        wish.Decide(refused);
        Rest();
    }

    /// <summary>Out of the queue or out of its turn.</summary>
    private void Remove(Wish wish)
    {
        _wishes.Remove(wish.Ticket);
        _line.Remove(wish);
        wish.Timer?.Dispose();
        if (wish.Began is null) return;
        _running--;
        _busy.Remove(wish.Conversation);
    }

    /// <summary>After every change: stays in memory while anything runs or waits, and for a while after.</summary>
    private void Rest()
    {
        _load.Set(_running, _line.Count);
        if (_wishes.Count > 0)
        {
            _idling?.Dispose();
            _idling = null;
            _kept ??= _context.KeepAlive();
            return;
        }

        _kept?.Dispose();
        _kept = null;
        _idling ??= StartTimer(IdleLimit, _context.DeactivateWhenIdle);
    }

    /// <summary>A timer that was disposed may already have brought its turn: the actor's state then says so.</summary>
    private IDisposable StartTimer(TimeSpan due, Action elapsed) => _context.StartTimer(
        cancellation =>
        {
            if (!cancellation.IsCancellationRequested) elapsed();
            return ValueTask.CompletedTask;
        },
        due,
        Timeout.InfiniteTimeSpan);

    private static TimeSpan Bounded(TimeSpan limit) =>
        limit < TimeSpan.Zero ? TimeSpan.Zero : limit > LongestLimit ? LongestLimit : limit;
}
