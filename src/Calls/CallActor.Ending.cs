using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls;

/// <content>How a call ends: by a hang-up, by the idle limit, or by us; and that it is archived once.</content>
public sealed partial class CallActor
{
    /// <summary>How long the end of a call waits for minds; what they leave then, they remove later by themselves.</summary>
    private static readonly TimeSpan EndMindLimit = TimeSpan.FromSeconds(5);

    private async Task<CallOutcome> OnHungUpAsync(CallHungUp hungUp)
    {
        var nothing = new CallOutcome(_wire.Nothing);
        if (_state.Began is null)
        {
            // A call that nobody knows, or that entered only extensions without a handler: nothing is created.
            return nothing;
        }

        if (_state.Ended is not null || _state.Left is not null) return nothing;
        LoseVoice();
        // A stream that goes on without its caller would keep the call in memory.
        if (_wire is VoiceWire) _context.Sound.End();
        EndWatch();
        Abandon();
        var pending = _state.Stay?.Pending;
        string? answer = null;
        if (pending is { Step: not Question.OneMoment }) answer = hungUp.Values.GetValueOrDefault(pending.ValueName, pending.IfGone!);
        _journal.Append(new JournalEntry.CallerLeft(Now, answer));
        StopAsking(_asking);
        await _journal.SaveAsync();
        _ = FinishInBackgroundAsync();
        return nothing;
    }

    private async Task FinishInBackgroundAsync()
    {
        using var kept = _context.KeepAlive();
        try
        {
            await FinishOnceAsync();
        }
        catch (Exception error)
        {
            // The wake-up time is stored with the state: it is tried again.
            LogBackgroundFailed(_services.Log, error, _name, "finish");
        }
    }

    /// <summary>One at a time: a wake-up can come while the hang-up is still being worked on.</summary>
    private async Task FinishOnceAsync()
    {
        if (_finishing is { IsCompleted: false }) return;
        _finishing = FinishAsync();
        await _finishing;
    }

    /// <summary>Brings a call whose caller has gone to its end; safe to repeat after a crash at any point.</summary>
    private async Task FinishAsync()
    {
        if (_state.Began is null)
        {
            _context.DeactivateWhenIdle();
            return;
        }

        if (_state.Ended is null && _state.Left is { } left)
        {
            if (left.Answer is null && await LastWordsAsync() is { } last)
            {
                left = left with { Answer = last };
                _journal.Append(left);
                await _journal.SaveAsync();
            }

            await RunWithoutCallerAsync(left.Answer);
            await EndAsync(ReasonOr(CallEndReason.CallerHungUp));
            return;
        }

        if (_state.Ended is not null) await ArchiveAsync();
    }

    /// <summary>
    /// What the caller was saying or keying when they hung up is the answer to what was asked: a message that was spoken, for
    /// one. Recognising it may take a moment. Null when there is nothing of it.
    /// </summary>
    private async Task<string?> LastWordsAsync()
    {
        if (_unfinished is not { } last) return null;
        _unfinished = null;
        using (last)
        {
            var words = await last.Words;
            if (_state.Stay is not { Pending.Step: not Question.OneMoment } stay || IsAnswered(stay)) return null;
            return words.Length > 0 ? VoiceHeard.Words(words) : last.Keys.Length > 0 ? VoiceHeard.Keys(last.Keys) : null;
        }
    }

    /// <summary>
    /// The handler is run once more without a caller: it gets the answer that came with the hang-up, finishes an effect
    /// that was begun (a message to keep), and stops where it would speak again or ask a mind.
    /// </summary>
    private async Task RunWithoutCallerAsync(string? answer)
    {
        if (_state.Stay is not { Leaves: Leaving.Stays }) return;
        StartRun(answer, callerGone: true);
        var run = _run!;
        run.CancelAfter(_options.WorkLimit);
        var progress = await run.Progress;
        if (ReferenceEquals(_run, run)) _run = null;
        switch (progress)
        {
            case FlowProgress.Failed { Error: StoreUnavailableException or StaleStateException } away:
                // What the last words ordered could not be done now. The call is not over before it is.
                throw away.Error;
            case FlowProgress.Failed failed:
                LogHandlerFailed(_services.Log, failed.Error, _name, run.Flow.Name);
                break;
            case FlowProgress.Diverged diverged:
                LogDiverged(_services.Log, _name, run.Flow.Name, diverged.Why);
                break;
        }
    }

    private CallEndReason ReasonOr(CallEndReason otherwise) => _state.Stay?.Leaves switch
    {
        Leaving.HangsUp => CallEndReason.AgentHungUp,
        Leaving.Transferred => CallEndReason.Transferred,
        _ => otherwise,
    };

    private async Task EndAsync(CallEndReason reason)
    {
        if (_state.Ended is null)
        {
            _journal.Append(new JournalEntry.CallEnded(Now, reason));
            CallMetrics.Ended.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
            var facts = _state.Stay?.Began.Facts;
            LogEnded(_services.Log, _name, MaskedNumber.Of(facts?.Caller ?? ""), facts?.Extension ?? "", reason, _state.Turns, Now - _state.Began!.Value);
        }

        await _journal.SaveAsync();
        await ArchiveAsync();
    }

    private async Task ArchiveAsync()
    {
        var facts = _state.Stay?.Began.Facts;
        await _services.Archive.SaveAsync(new FinishedCall
        {
            Key = _context.Key.Id,
            Began = _state.Began!.Value,
            Ended = _state.EndedAt,
            Caller = facts?.Caller ?? "",
            Dialled = facts is null ? "" : facts.Dialled.Length > 0 ? facts.Dialled : facts.Line,
            Business = _state.Stay?.Began.Business ?? "",
            Reason = _state.Ended!.Value.ToString(),
            Transcript = [.. _state.Transcript],
        });
        await _journal.CloseAsync();
        _context.DeactivateWhenIdle();
        await EndMindAsync();
    }

    /// <summary>What the minds keep for the conversation may go. It is theirs alone, so nothing depends on it.</summary>
    private async Task EndMindAsync()
    {
        try
        {
            await _services.Mind.EndAsync(_context.Key.Id).AsTask().WaitAsync(EndMindLimit, _context.Time);
        }
        catch (Exception error)
        {
            LogBackgroundFailed(_services.Log, error, _name, "mind");
        }
    }
}
