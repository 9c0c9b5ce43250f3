using System.Text.Json;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Minds.Budget;

/// <summary>What a business has spent on models today. The day begins at midnight in Israel.</summary>
/// <remarks>
/// It counts and never refuses: what may be spent is known to who asks. While the store is away it counts in memory and
/// stays there, and what is not written is written with the next event or a little later.
/// </remarks>
public sealed partial class BudgetActor : IActor<BudgetEvent, BudgetOutcome>
{
    /// <summary>The kind under which an engine hosts it; the id is the business.</summary>
    public const string Kind = "budget";

    /// <summary>How often it is tried to write what the store did not take.</summary>
    public static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    private readonly IActorContext _context;
    private readonly ILogger<BudgetActor> _log;
    private readonly RecentOperations _told = new();
    private DateOnly _day;
    private decimal _spent;
    private long _changes;
    private long _written;
    private IDisposable? _kept;
    private IDisposable? _retry;

    /// <summary>Makes the actor; an engine calls this.</summary>
    /// <param name="context">What the engine gives it.</param>
    /// <param name="log">Hears of a store that is away, and of stored state that cannot be read.</param>
    public BudgetActor(IActorContext context, ILogger<BudgetActor> log)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(log);
        _context = context;
        _log = log;
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_context.Time.GetUtcNow(), Zone).DateTime);

    /// <inheritdoc/>
    public ValueTask ActivateAsync(CancellationToken cancellation)
    {
        _day = Today;
        if (_context.State.Snapshot is not { } snapshot) return ValueTask.CompletedTask;
        try
        {
            (_day, _spent) = BudgetSnapshot.Read(snapshot.Span, _told);
        }
        catch (JsonException error)
        {
            // A budget that cannot be read must not silence the business for ever.
            LogUnreadable(_log, error, _context.Key.Id);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">Less than nothing was spent.</exception>
    /// <exception cref="StaleStateException">
    /// Someone else counts for the same business. What was told just now is not in what is stored: tell it again.
    /// </exception>
    public async Task<BudgetOutcome> HandleAsync(BudgetEvent input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(input.Spent);
        BeginDay();
        // Who only asks does not wait for what another spent to be written.
        if (input.Spent == 0) return new BudgetOutcome(_day, _spent);
        if (_told.Add(input.Operation))
        {
            _spent += input.Spent;
            _changes++;
        }

        await WriteAsync();
        return new BudgetOutcome(_day, _spent);
    }

    /// <inheritdoc/>
    public ValueTask WakeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DeactivateAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>
    /// A new day begins with nothing spent. It needs no write of its own: what is stored says of which day it is. A
    /// clock that is set back over midnight does not bring the day before again.
    /// </summary>
    private void BeginDay()
    {
        var today = Today;
        if (today == _day || today == _day.AddDays(-1)) return;
        _day = today;
        _spent = 0;
    }

    private async ValueTask WriteAsync()
    {
        if (_written == _changes) return;
        var changes = _changes;
        try
        {
            await _context.State.WriteAsync(new ActorWrite { Snapshot = BudgetSnapshot.Write(_day, _spent, _told) });
        }
        catch (StoreUnavailableException error)
        {
            LogUnwritten(_log, error, _context.Key.Id);
            if (_written >= changes) return;
            _kept ??= _context.KeepAlive();
            _retry ??= _context.StartTimer(_ => WriteAsync(), RetryPeriod, RetryPeriod);
            return;
        }

        _written = Math.Max(_written, changes);
        if (_written != _changes) return;
        _retry?.Dispose();
        _kept?.Dispose();
        _retry = _kept = null;
    }

    [LoggerMessage(220, LogLevel.Error, "The store could not be written; what '{Business}' has spent today is counted in memory.")]
    private static partial void LogUnwritten(ILogger log, Exception error, string business);

    [LoggerMessage(221, LogLevel.Error, "What '{Business}' has spent today is stored in a form that cannot be read; it is counted anew.")]
    private static partial void LogUnreadable(ILogger log, Exception error, string business);
}
