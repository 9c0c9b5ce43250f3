using YemotAi.Calls.Actors;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Speaking;

namespace YemotAi.Calls;

/// <content>
/// A call on a line of sound: its streams come and go, and what is said over them is taken up where it was.
/// </content>
public sealed partial class CallActor : IVoiceHost
{
    /// <summary>The extension of a call whose caller left a message with the telephone platform.</summary>
    public const string MessageLeft = "message-left";

    /// <summary>The value under which the platform's recording comes into that extension.</summary>
    public const string RecordingValue = "recording";

    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private VoiceSession? _voice;
    private Task? _entering;
    private IDisposable? _watch;
    private IDisposable? _watchKeeps;
    private long _awaitedSince;
    private long _lastKey;
    private string _keyStream = "";
    private int _streams;
    private bool _wantsMessage;
    private bool _asksPlatform;

    IActorContext IVoiceHost.Context => _context;

    async Task<VoiceAnswer?> IVoiceHost.AnswerAsync(string heard, string name)
    {
        if (_state.Stay is not { Leaves: Leaving.Stays, Pending: { } pending } stay || _state.Left is not null || _state.Ended is not null)
            return null;
        var outcome = await OnTurnAsync(new CallTurn
        {
            Facts = stay.Began.Facts,
            Values = new Dictionary<string, string> { [pending.ValueName] = heard },
            Fingerprint = name,
        });
        return VoiceAnswer.TryRead(outcome.Body) is { } answer ? answer with { Place = _state.Stay!.Requests.Count } : null;
    }

    bool IVoiceHost.CutMind(string heard) => _run?.CutMind(heard) == true;

    void IVoiceHost.Spoke(SpokenPlace place)
    {
        _journal.Append(new JournalEntry.SpeechHeard(Now, place.Answer, place.Sentence));
        _ = SaveInBackgroundAsync();
    }

    void IVoiceHost.Interrupted(string heard)
    {
        _journal.Append(new JournalEntry.Interrupted(Now, heard));
        _ = SaveInBackgroundAsync();
    }

    void IVoiceHost.LeaveLine()
    {
        _wantsMessage = _voice?.WantsMessage == true;
        _context.Sound.End();
        StopVoice();
    }

    void IVoiceHost.Complain(Exception error, string what) => LogVoiceFailed(_services.Log, error, what);

    void IVoiceHost.Note(string step, TimeSpan took) => LogVoiceStep(_services.Log, step, (long)took.TotalMilliseconds);

    private async Task<CallOutcome> OnRangAsync(LineRang rang)
    {
        if (_state.Left is not null) return new LineStep(LineStepKind.HangUp).ToOutcome();
        if (_services.Voice is null || _wire.FindFlow(rang.Facts) is null)
        {
            if (_state.Began is null) _context.DeactivateWhenIdle();
            return new LineStep(LineStepKind.HangUp, Say: VoicePhrases.Hebrew.NobodyHere).ToOutcome();
        }

        if (_state.Stay is not null && _state.Ended is null) return NextStep().ToOutcome();
        _entering = EnterAsync(rang.Facts);
        AwaitLine();
        // That the call came in is durable before the platform opens its stream, unless the first words take long to find.
        await Task.WhenAny(_entering, Task.Delay(WatchPeriod, _context.Time));
        return new LineStep(LineStepKind.Connect).ToOutcome();
    }

    private Task<CallOutcome> OnOpenedAsync(LineOpened opened)
    {
        LogLineOpened(_services.Log, MaskedNumber.Of(opened.Facts.Caller));
        if (_state.Left is null && _state.Stay is null && _entering is null) _entering = EnterAsync(opened.Facts);
        return Task.FromResult(new CallOutcome(_wire.Nothing));
    }

    private Task<CallOutcome> OnKeyed(LineKeyed keyed)
    {
        if (keyed.Stream != _keyStream) (_keyStream, _lastKey) = (keyed.Stream, -1);
        if (keyed.Sequence > _lastKey)
        {
            _lastKey = keyed.Sequence;
            _voice?.Key(keyed.Key);
        }

        return Task.FromResult(new CallOutcome(_wire.Nothing));
    }

    private Task<CallOutcome> OnClosed(LineClosed closed)
    {
        LogLineClosed(_services.Log, closed.IsLost);
        return Task.FromResult(new CallOutcome(_wire.Nothing));
    }

    private Task<CallOutcome> OnLeft() => Task.FromResult(NextStep().ToOutcome());

    /// <summary>What the platform is to do with a call that has no stream now.</summary>
    private LineStep NextStep()
    {
        if (_state.Left is not null || _state.Ended is not null || _state.Stay is not { } stay) return new LineStep(LineStepKind.HangUp);
        if (_wantsMessage) return new LineStep(LineStepKind.Record);
        var last = VoiceAnswer.TryRead(stay.Requests is [.., var request] ? request.Body : null);
        switch (last?.Next)
        {
            case VoiceNext.HangUp:
                return new LineStep(LineStepKind.HangUp);
            case VoiceNext.Transfer:
                return new LineStep(LineStepKind.Dial, last.Number ?? "");
            case VoiceNext.Record when IsHeard(stay, last):
                return new LineStep(LineStepKind.Record, MaxSeconds: last.Recording?.MaxSeconds ?? 120);
        }

        // The stream was lost: it is opened again, and the conversation goes on. Not for ever.
        if (_streams > _services.Voice!.Options.MaxReopenings)
            return new LineStep(LineStepKind.Record, Say: VoicePhrases.Hebrew.Apology);
        AwaitLine();
        return new LineStep(LineStepKind.Connect);
    }

    private async Task<CallOutcome> OnRecordedAsync(LineRecorded recorded)
    {
        if (_state.Stay is not { } stay) return new LineStep(LineStepKind.HangUp).ToOutcome();
        if (_state.Left is null && !_wantsMessage && stay is { Leaves: Leaving.Stays, Pending: not null })
        {
            var heard = recorded.Length > TimeSpan.Zero ? VoiceHeard.Recording(recorded.Recording) : VoiceHeard.Nothing;
            await ((IVoiceHost)this).AnswerAsync(heard, "recorded " + recorded.Recording);
            AwaitLine();
            return new LineStep(LineStepKind.Connect).ToOutcome();
        }

        if (recorded.Length > TimeSpan.Zero && stay.Began.Facts.Extension != MessageLeft)
        {
            // Kept by a handler of its own, so that it is kept once, and after a crash too.
            _wantsMessage = false;
            _ = KeepMessageAsync(stay.Began.Facts, recorded);
        }

        return new LineStep(LineStepKind.HangUp).ToOutcome();
    }

    private async Task KeepMessageAsync(CallFacts facts, LineRecorded recorded)
    {
        using var kept = _context.KeepAlive();
        try
        {
            await OnTurnAsync(new CallTurn
            {
                Facts = facts with { Extension = MessageLeft },
                Values = new Dictionary<string, string> { [RecordingValue] = recorded.Recording },
                Fingerprint = "recorded " + recorded.Recording,
            });
        }
        catch (Exception error)
        {
            LogVoiceFailed(_services.Log, error, "message");
        }
    }

    private async Task EnterAsync(CallFacts facts)
    {
        try
        {
            await OnTurnAsync(new CallTurn { Facts = facts, Values = new Dictionary<string, string>(), Fingerprint = "rang" });
        }
        catch (Exception error)
        {
            LogVoiceFailed(_services.Log, error, "entry");
        }
    }

    /// <summary>A line is attached: the conversation begins on it, or goes on where it was.</summary>
    private async Task BeginVoiceAsync()
    {
        StopVoice();
        EndWatch();
        _streams++;
        _wantsMessage = false;
        var services = _services.Voice!;
        var business = _state.Stay?.Began.Business ?? "";
        var voice = new VoiceSession(this, services, services.TurnsOf(business), Guid.NewGuid().ToString("N"));
        _voice = voice;
        WatchLine();
        if (_entering is { IsCompleted: false } entering) await entering;
        if (!ReferenceEquals(_voice, voice)) return;
        if (_state.Stay is not { } stay || _state.Left is not null) voice.Open(new VoiceAnswer { Next = VoiceNext.HangUp });
        else voice.Open([.. Unheard(stay)]);
    }

    /// <summary>The answers that the caller has not heard to their end, oldest first; the last one always.</summary>
    private static IEnumerable<VoiceAnswer> Unheard(Stay stay)
    {
        for (var i = 0; i < stay.Requests.Count; i++)
        {
            var number = i + 1;
            var isLast = number == stay.Requests.Count;
            if ((number < stay.HeardAnswer && !isLast) || VoiceAnswer.TryRead(stay.Requests[i].Body) is not { } answer) continue;
            var heard = number < stay.HeardAnswer ? int.MaxValue : number == stay.HeardAnswer ? stay.HeardSentence : 0;
            if (isLast || answer.Next == VoiceNext.More) yield return answer with { Place = number, HeardSentences = heard };
        }
    }

    private static bool IsHeard(Stay stay, VoiceAnswer last) => stay.HeardAnswer > stay.Requests.Count
        || (stay.HeardAnswer == stay.Requests.Count && stay.HeardSentence >= last.Sentences.Count());

    /// <summary>A stream must come; should none, the platform is asked to take a message.</summary>
    private void AwaitLine()
    {
        _awaitedSince = _context.Time.GetTimestamp();
        WatchLine();
    }

    private void WatchLine()
    {
        if (_watch is not null || _services.Voice is null) return;
        _watchKeeps = _context.KeepAlive();
        _watch = _context.StartTimer(_ => LookAtLineAsync(), WatchPeriod, WatchPeriod);
    }

    private void EndWatch()
    {
        _watch?.Dispose();
        _watchKeeps?.Dispose();
        (_watch, _watchKeeps) = (null, null);
    }

    private async ValueTask LookAtLineAsync()
    {
        var services = _services.Voice!;
        var silent = _voice?.SilentFor ?? _context.Time.GetElapsedTime(_awaitedSince);
        if (silent < services.Options.StreamLimit || _asksPlatform) return;
        EndWatch();
        if (_state.Left is not null || _state.Ended is not null || services.Lines is not { } lines) return;
        _asksPlatform = true;
        using var kept = _context.KeepAlive();
        try
        {
            var isThere = await lines.LeaveMessageAsync(_context.Key.Id, CancellationToken.None);
            LogSentToRecording(_services.Log, isThere);
            if (isThere) _wantsMessage = true;
            else await OnHungUpAsync(new CallHungUp { Values = new Dictionary<string, string>() });
        }
        catch (Exception error)
        {
            LogVoiceFailed(_services.Log, error, "watchdog");
        }
        finally
        {
            _asksPlatform = false;
        }
    }

    private void StopVoice()
    {
        _voice?.Stop();
        _voice = null;
    }

    private async Task SaveInBackgroundAsync()
    {
        try
        {
            await _journal.SaveAsync();
        }
        catch (StaleStateException)
        {
            // This activation goes; whoever has the call knows better what was heard.
            StopVoice();
        }
    }

    /// <summary>The actor's end of the line.</summary>
    private sealed class LineReceiver(CallActor call) : ISoundReceiver
    {
        public void Begin() => _ = call.BeginVoiceAsync();

        public void Take(SoundFrames frames) => call._voice?.Take(frames);

        public void Played(long before) => call._voice?.Played(before);

        public void End(SoundEnd why)
        {
            call.StopVoice();
            call.EndWatch();
            // Who was only replaced has a stream; what comes next is known when the platform asks.
            if (why is SoundEnd.Lost or SoundEnd.Detached) call.AwaitLine();
        }
    }
}
