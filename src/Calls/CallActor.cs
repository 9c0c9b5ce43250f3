using System.Diagnostics.CodeAnalysis;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls;

/// <summary>
/// One call, from ring to hang-up: recognises repeated requests, runs the extension's handler against the journal,
/// answers within the platform's patience, and ends the call once, however it ends.
/// </summary>
/// <remarks>Turns interleave at <c>await</c>: after each of them what was known before is looked at again.</remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The source is disposed by the method that makes it.")]
public sealed partial class CallActor : IActor<CallEvent, CallOutcome>, IFlowHost
{
    /// <summary>The kind under which an engine hosts calls.</summary>
    public const string Kind = "call";

    /// <summary>How often it is looked whether the beginning of an answer can be said.</summary>
    private static readonly TimeSpan PartPeriod = TimeSpan.FromSeconds(1);

    private readonly IActorContext _context;
    private readonly ICallWire _wire;
    private readonly CallServices _services;
    private readonly CallOptions _options;
    private readonly CallState _state;
    private readonly CallJournal _journal;
    private readonly string _name;
    private FlowRun? _run;
    private TurnInWork? _working;
    private Task<CallOutcome>? _replying;
    private Task? _finishing;
    private CancellationTokenSource? _asking;
    private bool _isCounted;

    /// <summary>Makes the actor; an engine calls this.</summary>
    /// <param name="context">What the engine gives it.</param>
    /// <param name="services">What all calls share.</param>
    public CallActor(IActorContext context, CallServices services)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(services);
        _context = context;
        _services = services;
        _options = services.Options;
        _wire = services.WireOf(context.Key.Id);
        _name = NameOf(context.Key.Id);
        _state = new CallState(_options);
        _journal = new CallJournal(context, _state, _options, services.Log);
    }

    TimeProvider IFlowHost.Time => _context.Time;

    TimeSpan IFlowHost.StorePatience => _options.StorePatience;

    IReadOnlyList<Exchange> IFlowHost.History => _state.History;

    MindSession? IFlowHost.Session => _state.Session;

    DateTimeOffset IFlowHost.CallBegan => _state.Began ?? Now;

    /// <summary>As logs tell the call. A platform's id is opaque: whatever it has, it stays one word in one line.</summary>
    private static string NameOf(string id) => string.Concat(id.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '.' ? c : '?'));

    private DateTimeOffset Now => _context.Time.GetUtcNow();

    /// <inheritdoc/>
    public ValueTask ActivateAsync(CancellationToken cancellation)
    {
        _journal.Load();
        CallMetrics.Active.Add(1);
        _isCounted = true;
        if (_services.Voice is not null && _wire is VoiceWire) _context.Sound.Receive(new LineReceiver(this));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<CallOutcome> HandleAsync(CallEvent input, CancellationToken cancellation)
    {
        try
        {
            return await TakeAsync(input, cancellation);
        }
        finally
        {
            // A late or repeated event of a call that is over, or that nobody knows, brings it into memory and no further.
            if (_state.Began is null || _state.Ended is not null) _context.DeactivateWhenIdle();
        }
    }

    private Task<CallOutcome> TakeAsync(CallEvent input, CancellationToken cancellation) => input switch
    {
        CallTurn turn => OnTurnAsync(turn),
        CallHungUp hungUp => OnHungUpAsync(hungUp),
        ReplyWanted wanted => OnReplyWantedAsync(wanted, cancellation),
        LineRang rang => OnRangAsync(rang),
        LineOpened opened => OnOpenedAsync(opened),
        LineKeyed keyed => OnKeyed(keyed),
        LineClosed closed => OnClosed(closed),
        LineLeft => OnLeft(),
        LineRecorded recorded => OnRecordedAsync(recorded),
        _ => throw new ArgumentException($"A call does not take {input?.GetType().Name}.", nameof(input)),
    };

    /// <inheritdoc/>
    public async ValueTask WakeAsync(CancellationToken cancellation)
    {
        if (_state.Began is null || _state.Ended is not null || _state.Left is not null)
        {
            await FinishOnceAsync();
            return;
        }

        if (_working is not null || _run is { Progress.IsCompleted: false }) return;
        if (Now < _journal.IdleAt)
        {
            await _journal.TouchAsync();
            return;
        }

        await RunWithoutCallerAsync(await LastWordsAsync());
        // Not idle after all.
        if (_working is not null) return;
        await EndAsync(ReasonOr(CallEndReason.Idle));
    }

    /// <inheritdoc/>
    public ValueTask DeactivateAsync(CancellationToken cancellation)
    {
        // One that never became active was not counted.
        if (_isCounted) CallMetrics.Active.Add(-1);
        _isCounted = false;
        _voice?.Stop();
        ForgetUnfinished();
        _run?.Cancel();
        return ValueTask.CompletedTask;
    }

    void IFlowHost.Append(JournalEntry entry) => _journal.Append(entry);

    ValueTask IFlowHost.FlushAsync() => _journal.FlushAsync();

    ValueTask IFlowHost.SaveAsync() => _journal.SaveAsync();

    IDisposable IFlowHost.StartTimer(Action callback, TimeSpan due) => _context.StartTimer(
        _ =>
        {
            callback();
            return ValueTask.CompletedTask;
        },
        due,
        Timeout.InfiniteTimeSpan);

    void IFlowHost.Complain(Exception error, string flow) => LogBackgroundFailed(_services.Log, error, _name, flow);

    string IFlowHost.FreeValueName(string? wanted)
    {
        // A name that was used or that came from outside would bring its old value along with the new one.
        var stem = wanted ?? _state.NextName;
        var name = stem;
        for (var n = 2; _state.IsUsed(name) || _state.Stay?.Began.Values.ContainsKey(name) == true; n++)
            name = $"{stem}_{n}";
        return name;
    }

    private Task<CallOutcome> OnTurnAsync(CallTurn turn)
    {
        // A caller who hung up is gone for good. A call that we took for over may come back from elsewhere.
        // What the platform recorded of them meanwhile is kept all the same.
        if (turn.Facts.Extension != MessageLeft && (_state.Left is not null || (_state.Ended is not null && _state.Turns >= _options.MaxTurns)))
            return Task.FromResult(new CallOutcome(_wire.Nothing));
        if (_working?.Fingerprint == turn.Fingerprint) return _working.Answer.Task;
        var meaning = TurnReader.Read(turn, _state, Now, _options);
        if (meaning is TurnMeaning.Repetition repeated)
        {
            CallMetrics.Repeated.Add(1);
            return Task.FromResult(new CallOutcome(repeated.Body ?? _wire.Nothing));
        }

        // A turn that is no repetition, while another is in work: nobody waits for the other any more.
        if (_working is not null) Abandon();
        var working = new TurnInWork(turn.Fingerprint);
        _working = working;
        return WorkAsync(turn, meaning, working);
    }

    private async Task<CallOutcome> WorkAsync(CallTurn turn, TurnMeaning meaning, TurnInWork working)
    {
        var began = _context.Time.GetTimestamp();
        try
        {
            var outcome = await AnswerAsync(turn, meaning, working);
            CallMetrics.Duration.Record(_context.Time.GetElapsedTime(began).TotalSeconds);
            working.Answer.TrySetResult(outcome);
            return outcome;
        }
        catch (Exception error)
        {
            working.Answer.TrySetException(error);
            _ = working.Answer.Task.Exception;
            throw;
        }
        finally
        {
            if (ReferenceEquals(_working, working)) _working = null;
        }
    }

    private async Task<CallOutcome> AnswerAsync(CallTurn turn, TurnMeaning meaning, TurnInWork working)
    {
        if (meaning is TurnMeaning.Entry && Enter(turn) is { } nobody) return nobody;
        if (_state.Turns >= _options.MaxTurns) return await EndLoopAsync(turn);
        string? arrived = null;
        if (meaning is TurnMeaning.Next next)
        {
            arrived = next.Value;
            if (_state.Stay!.Pending!.Step == Question.OneMoment) arrived = null;
        }

        if (_run is null or { IsWithoutCaller: true } || meaning is not TurnMeaning.Next) StartRun(arrived, callerGone: false);
        // Nobody repeats what was said over a line of sound: it is stored before it is thought about.
        if (_wire is VoiceWire && _run is { Progress.IsCompleted: false }) _ = SaveInBackgroundAsync();
        var progress = await ProgressAsync(working);
        if (!ReferenceEquals(_working, working)) return await working.Answer.Task;
        if (progress is FlowProgress.Diverged diverged)
        {
            LogDiverged(_services.Log, _name, _run!.Flow.Name, diverged.Why);
            _journal.Append(new JournalEntry.FlowRestarted(Now, diverged.Why));
            StartRun(null, callerGone: false);
            progress = await ProgressAsync(working);
            if (!ReferenceEquals(_working, working)) return await working.Answer.Task;
        }

        var (answer, question) = Settle(progress);
        _journal.Append(new JournalEntry.TurnAnswered(
            Now, turn.Fingerprint, turn.Stamp, answer.Body, answer.Said, answer.Leaves, question));
        await _journal.SaveAsync();
        // Elsewhere in the telephone system now, perhaps for long; what is stored brings the call back.
        if (answer.Leaves == Leaving.LeavesExtension) _context.DeactivateWhenIdle();
        return new CallOutcome(answer.Body);
    }

    /// <summary>What the caller gets for what the handler came to; the run is done with, unless it still works.</summary>
    private (FlowAnswer Answer, Question? Question) Settle(FlowProgress? progress)
    {
        switch (progress)
        {
            case null:
                var name = ((IFlowHost)this).FreeValueName(null);
                CallMetrics.Bridged.Add(1);
                _ = WatchAsync(_run!);
                // What the mind has said so far is better to hear than that it takes a moment.
                var part = _run!.TakeSpoken(_options.MaxPartCharacters);
                if (part.Length > 0) _journal.Append(new JournalEntry.SpokenPart(Now, part));
                return (_wire.OneMoment(name, _state.Stay!.Moments, part), new Question(Question.OneMoment, "moment", name));

            case FlowProgress.Answered answered:
                _run = null;
                return (answered.Answer, answered.Question);

            case FlowProgress.Failed { Error: StaleStateException stale }:
                throw stale;

            case FlowProgress.Failed { Error: StepFailedException { InnerException: StaleStateException stale } }:
                throw stale;

            default:
                var error = (progress as FlowProgress.Failed)?.Error
                    ?? new InvalidOperationException($"The handler came to {progress.GetType().Name} a second time.");
                LogHandlerFailed(_services.Log, error, _name, _run!.Flow.Name);
                CallMetrics.Failed.Add(1);
                _run = null;
                _journal.Append(new JournalEntry.Failed(Now, error.GetType().Name));
                return (_wire.Apology(), null);
        }
    }

    /// <summary>Begins a stay; gives the answer at once when no handler is registered.</summary>
    private CallOutcome? Enter(CallTurn turn)
    {
        if (_run is not null) Abandon(keepWorking: true);
        var flow = _wire.FindFlow(turn.Facts);
        if (flow is null)
        {
            LogNobody(_services.Log, _name, turn.Facts.Extension);
            return new CallOutcome(_wire.NobodyHere().Body);
        }

        CallMetrics.Began.Add(1);
        _journal.Append(new JournalEntry.StayBegan(Now, turn.Facts, flow.Name, flow.Business, turn.Values));
        return null;
    }

    private void StartRun(string? arrived, bool callerGone)
    {
        _run?.Cancel();
        var stay = _state.Stay!;
        // A handler that is no longer registered since the call came in: the call hears an apology, as for any fault.
        var flow = _wire.FindFlow(stay.Began.Facts) ?? new CallFlow(stay.Began.Flow, static _ =>
            throw new InvalidOperationException("No handler is registered for this extension any more."));
        _run = new FlowRun(flow, stay, this, arrived, callerGone);
        _run.Start();
    }

    /// <summary>
    /// Waits for the run, but not longer than the caller's patience: then null; and sooner when the beginning of an
    /// answer can be said.
    /// </summary>
    private async Task<FlowProgress?> ProgressAsync(TurnInWork working)
    {
        var run = _run!;
        if (run.Progress.IsCompleted) return await run.Progress;
        if (!run.Bounded) run.CancelAfter(_options.WorkLimit);
        using var waiting = new CancellationTokenSource();
        var patience = Task.Delay(_wire.Patience ?? _options.Patience, _context.Time, waiting.Token);
        var look = Task.Delay(_wire.PartPatience ?? _options.PartPatience, _context.Time, waiting.Token);
        while (true)
        {
            await Task.WhenAny(run.Progress, working.Answer.Task, patience, look);
            if (run.Progress.IsCompleted || working.Answer.Task.IsCompleted || patience.IsCompleted) break;
            if (run.HasSpoken(_options.MaxPartCharacters)) break;
            look = Task.Delay(_wire.PartPatience ?? PartPeriod, _context.Time, waiting.Token);
        }

        await waiting.CancelAsync();
        return run.Progress.IsCompleted ? await run.Progress : null;
    }

    /// <summary>The work goes on between requests; the actor stays until it is done, and what it did is kept.</summary>
    private async Task WatchAsync(FlowRun run)
    {
        if (run.Watched) return;
        run.Watched = true;
        using var kept = _context.KeepAlive();
        try
        {
            await run.Progress;
            await _journal.SaveAsync();
        }
        catch (Exception error)
        {
            LogBackgroundFailed(_services.Log, error, _name, run.Flow.Name);
        }
    }

    /// <summary>Nobody waits for the turn in work any more: its run ends, and who asked gets something harmless.</summary>
    private void Abandon(bool keepWorking = false)
    {
        _run?.Cancel();
        _run = null;
        if (keepWorking) return;
        _working?.Answer.TrySetResult(new CallOutcome(_wire.Nothing));
        _working = null;
    }

    private async Task<CallOutcome> EndLoopAsync(CallTurn turn)
    {
        LogTooManyTurns(_services.Log, _name, _options.MaxTurns, turn.Facts.Extension);
        Abandon(keepWorking: true);
        await EndAsync(CallEndReason.AgentHungUp);
        return new CallOutcome(_wire.Apology().Body);
    }
}
