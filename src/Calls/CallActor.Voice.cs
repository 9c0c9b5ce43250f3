using YemotAi.Calls.Actors;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Hearing;
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

    /// <summary>A greeting that the platform plays before the stream is no longer.</summary>
    private static readonly TimeSpan LongestGreeting = TimeSpan.FromSeconds(20);

    /// <summary>A stream that lasts longer is none of those that are lost again and again.</summary>
    private static readonly TimeSpan StreamHolds = TimeSpan.FromMinutes(1);

    private VoiceSession? _voice;
    private UnfinishedInput? _unfinished;
    private Task? _entering;
    private IDisposable? _watch;
    private IDisposable? _watchKeeps;
    private long _awaitedSince;
    private long _lastKey;
    private string _keyStream = "";
    private int _streams;
    private long _streamSince;
    private bool _wantsMessage;
    private bool _asksPlatform;

    IActorContext IVoiceHost.Context => _context;

    async Task<VoiceAnswer?> IVoiceHost.AnswerAsync(string heard, string name)
    {
        if (_entering is { IsCompleted: false } entering) await entering;
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

    bool IVoiceHost.CutMind(string heard)
    {
        if (_run?.CutMind(heard) != true) return false;
        // Of its answer parts were told already.
        if (_state.Stay?.Moments > 0) _journal.Append(new JournalEntry.Interrupted(Now, heard));
        return true;
    }

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

    void IVoiceHost.Complain(Exception error, string what) => LogVoiceFailed(_services.Log, error, _name, what);

    void IVoiceHost.Note(string step, TimeSpan took) => LogVoiceStep(_services.Log, _name, step, (long)took.TotalMilliseconds);

    void IVoiceHost.Answered(TurnTimes times)
    {
        CallMetrics.RecordSpokenTurn(times);
        LogSpokenAnswer(
            _services.Log, _name, _state.Stay?.Requests.Count ?? 0, (long)times.Recognition.TotalMilliseconds, (long)times.Thinking.TotalMilliseconds,
            (long)times.Synthesis.TotalMilliseconds, (long)times.Total.TotalMilliseconds);
    }

    private async Task<CallOutcome> OnRangAsync(LineRang rang)
    {
        if (_state.Left is not null) return new LineStep(LineStepKind.HangUp).ToOutcome();
        if (_services.Voice is null || _wire.FindFlow(rang.Facts) is null)
            return new LineStep(LineStepKind.HangUp, Say: VoicePhrases.Hebrew.NobodyHere).ToOutcome();

        if (_state.Stay is not null && _state.Ended is null) return NextStep().ToOutcome();
        _entering = EnterAsync(rang.Facts, rang.GreetingFirst);
        AwaitLine(rang.GreetingFirst ? LongestGreeting : TimeSpan.Zero);
        // That the call came in is durable before the platform opens its stream, unless the first words take long to find.
        await Task.WhenAny(_entering, Task.Delay(WatchPeriod, _context.Time));
        return new LineStep(LineStepKind.Connect).ToOutcome();
    }

    private Task<CallOutcome> OnOpenedAsync(LineOpened opened)
    {
        LogLineOpened(_services.Log, _name, MaskedNumber.Of(opened.Facts.Caller));
        if (_state.Left is null && _state.Stay is null && _entering is null) _entering = EnterAsync(opened.Facts, greeted: false);
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
        LogLineClosed(_services.Log, _name, closed.IsLost);
        return Task.FromResult(new CallOutcome(_wire.Nothing));
    }

    private Task<CallOutcome> OnLeft() => Task.FromResult(NextStep().ToOutcome());

    /// <summary>What the platform is to do with a call that has no stream now.</summary>
    private LineStep NextStep()
    {
        if (_state.Left is not null || _state.Ended is not null || _state.Stay is not { } stay) return new LineStep(LineStepKind.HangUp);
        var last = LastOf(stay);
        switch (last?.Next)
        {
            case VoiceNext.HangUp when stay.Leaves == Leaving.HangsUp:
                return new LineStep(LineStepKind.HangUp);
            case VoiceNext.Transfer:
                return new LineStep(LineStepKind.Dial, last.Number ?? "");
            case VoiceNext.Record when !_wantsMessage && IsHeard(stay):
                return new LineStep(LineStepKind.Record, MaxSeconds: last.Recording?.MaxSeconds ?? 120);
        }

        // The stream was lost: it is opened again, and the conversation goes on. Not for ever.
        if (_streams > _services.Voice!.Options.MaxReopenings) _wantsMessage = true;
        if (_wantsMessage) return new LineStep(LineStepKind.Record, Say: VoicePhrases.Hebrew.Apology);
        AwaitLine();
        return new LineStep(LineStepKind.Connect);
    }

    private static VoiceAnswer? LastOf(Stay stay) => VoiceAnswer.TryRead(stay.Requests is [.., var request] ? request.Body : null);

    private Task<CallOutcome> OnRecordedAsync(LineRecorded recorded)
    {
        if (_state.Stay is not { } stay) return Task.FromResult(new LineStep(LineStepKind.HangUp).ToOutcome());
        var isAnswer = !_wantsMessage && _state.Left is null && stay is { Leaves: Leaving.Stays, Pending: not null } && LastOf(stay)?.Next == VoiceNext.Record;
        if (isAnswer)
        {
            // What the handler says to it is heard over the next stream, which waits for it.
            _ = AnswerWithRecordingAsync(stay, recorded);
            AwaitLine();
            return Task.FromResult(new LineStep(LineStepKind.Connect).ToOutcome());
        }

        // Kept by a handler of its own, so that it is kept once, and after a crash too.
        if (recorded.Length > TimeSpan.Zero && stay.Began.Facts.Extension != MessageLeft) _ = KeepMessageAsync(stay.Began.Facts, recorded);
        return Task.FromResult(new LineStep(LineStepKind.HangUp).ToOutcome());
    }

    private async Task AnswerWithRecordingAsync(Stay stay, LineRecorded recorded)
    {
        using var kept = _context.KeepAlive();
        try
        {
            var isEmpty = recorded.Length <= TimeSpan.Zero;
            // Two that are empty are two; the same recording told twice is one.
            var name = isEmpty ? $"recorded nothing {stay.Requests.Count}" : "recorded " + recorded.Recording;
            await ((IVoiceHost)this).AnswerAsync(isEmpty ? VoiceHeard.Nothing : VoiceHeard.Recording(recorded.Recording), name);
        }
        catch (Exception error)
        {
            LogVoiceFailed(_services.Log, error, _name, "recording");
        }
    }

    private async Task KeepMessageAsync(CallFacts facts, LineRecorded recorded)
    {
        using var kept = _context.KeepAlive();
        try
        {
            // The hang-up that ended the recording may have come before it, and its end be under way.
            if (_finishing is { IsCompleted: false } ending) await ending.ContinueWith(static _ => { }, TaskScheduler.Current);
            await OnTurnAsync(new CallTurn
            {
                Facts = facts with { Extension = MessageLeft },
                Values = new Dictionary<string, string> { [RecordingValue] = recorded.Recording },
                Fingerprint = "recorded " + recorded.Recording,
            });
            if (_state.Left is not null) await FinishOnceAsync();
        }
        catch (Exception error)
        {
            LogVoiceFailed(_services.Log, error, _name, "message");
        }
    }

    private async Task EnterAsync(CallFacts facts, bool greeted)
    {
        try
        {
            await OnTurnAsync(new CallTurn { Facts = facts, Values = new Dictionary<string, string>(), Fingerprint = "rang" });
            if (greeted && _state.Stay is { Requests: [var first, ..] }) Greeted(VoiceAnswer.TryRead(first.Body));
        }
        catch (Exception error)
        {
            LogVoiceFailed(_services.Log, error, _name, "entry");
        }
    }

    /// <summary>
    /// The platform has played the greeting, which is what the handler says first: it is not said again. What the answer has
    /// beside it, such as what can be keyed, is.
    /// </summary>
    private void Greeted(VoiceAnswer? answer)
    {
        if (answer?.Say is not [var greeting, ..]) return;
        ((IVoiceHost)this).Spoke(new SpokenPlace(1, SpokenSentences.Of(greeting.Text).Count()));
    }

    /// <summary>A line is attached: the conversation begins on it, or goes on where it was.</summary>
    private void BeginVoice()
    {
        StopVoice();
        EndWatch();
        (_streams, _streamSince) = (_streams + 1, _context.Time.GetTimestamp());
        _wantsMessage = false;
        var services = _services.Voice!;
        var voice = new VoiceSession(this, services, services.MannerOf(_state.Stay?.Began.Business ?? ""), Guid.NewGuid().ToString("N"));
        _voice = voice;
        WatchLine();
        // Before the answer that may be there: who was speaking is not spoken over.
        if (_state.Left is null && _unfinished is { } unfinished)
        {
            _unfinished = null;
            voice.GoOnWith(unfinished);
        }

        voice.Open(UnheardAsync(voice));
    }

    /// <summary>What a new line's conversation has to say first; empty when there is another line by then.</summary>
    private async Task<IReadOnlyList<VoiceAnswer>> UnheardAsync(VoiceSession voice)
    {
        if (_entering is { IsCompleted: false } entering) await entering;
        // A turn that an earlier line brought is still worked on: its answer is the first to be heard over this one.
        while (_working is { } working && ReferenceEquals(_voice, voice))
            await working.Answer.Task.ContinueWith(static _ => { }, TaskScheduler.Current);
        if (!ReferenceEquals(_voice, voice)) return [];
        if (_state.Stay is not { } stay || _state.Left is not null) return [new VoiceAnswer { Next = VoiceNext.HangUp }];
        return IsAnswered(stay) ? [new VoiceAnswer { Next = VoiceNext.More }] : [.. Unheard(stay)];
    }

    /// <summary>The caller has answered what was asked last, and the process died while that was thought about.</summary>
    private static bool IsAnswered(Stay stay) =>
        stay.Pending is { Step: >= 0 } pending && pending.Step < stay.Steps.Count && stay.Steps[pending.Step].Result is not null;

    /// <summary>
    /// The answers that the caller has not heard to their end, oldest first; the last one always, with all its parts: should it
    /// be interrupted, what was heard of it over an earlier line counts.
    /// </summary>
    private static IEnumerable<VoiceAnswer> Unheard(Stay stay)
    {
        var answers = stay.Requests.Select(request => VoiceAnswer.TryRead(request.Body)).ToList();
        var last = answers.Count - 1;
        var first = last;
        while (first > 0 && answers[first - 1] is { Next: VoiceNext.More }) first--;
        for (var i = 0; i <= last; i++)
        {
            var number = i + 1;
            if (answers[i] is not { } answer || (i < first && (number < stay.HeardAnswer || answer.Next != VoiceNext.More))) continue;
            var heard = number < stay.HeardAnswer ? int.MaxValue : number == stay.HeardAnswer ? stay.HeardSentence : 0;
            yield return answer with { Place = number, HeardSentences = heard };
        }
    }

    private static bool IsHeard(Stay stay) =>
        Unheard(stay).All(answer => answer.Sentences.All(sentence => sentence.Number <= answer.HeardSentences));

    /// <summary>A stream must come; should none, the platform is asked to take a message.</summary>
    /// <param name="later">How long something else is heard first.</param>
    private void AwaitLine(TimeSpan later = default)
    {
        // The line of a caller who has hung up is put down last.
        if (_state.Left is not null) return;
        _awaitedSince = _context.Time.GetTimestamp() + (long)(later.TotalSeconds * _context.Time.TimestampFrequency);
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
        if (_wantsMessage)
        {
            // It is with the platform now, which needs no stream.
            EndWatch();
            return;
        }

        var silent = _voice?.SilentFor ?? _context.Time.GetElapsedTime(_awaitedSince);
        if (silent < services.Options.StreamLimit || _asksPlatform) return;
        if (_state.Left is not null || _state.Ended is not null || services.Lines is not { } lines)
        {
            EndWatch();
            return;
        }

        _asksPlatform = true;
        using var kept = _context.KeepAlive();
        try
        {
            var isThere = await lines.LeaveMessageAsync(_context.Key.Id, CancellationToken.None);
            LogSentToRecording(_services.Log, _name, isThere);
            EndWatch();
            if (isThere) _wantsMessage = true;
            else await OnHungUpAsync(new CallHungUp { Values = new Dictionary<string, string>() });
        }
        catch (Exception error)
        {
            // It is tried again when the line has been silent for as long again.
            LogVoiceFailed(_services.Log, error, _name, "watchdog");
            _awaitedSince = _context.Time.GetTimestamp();
        }
        finally
        {
            _asksPlatform = false;
        }
    }

    private void StopVoice()
    {
        if (_voice is null) return;
        _voice.Stop();
        _voice = null;
        _awaitedSince = _context.Time.GetTimestamp();
    }

    /// <summary>The line is gone: what the caller was saying over it is kept.</summary>
    private void LoseVoice()
    {
        if (_voice?.Lose() is { } unfinished)
        {
            ForgetUnfinished();
            _unfinished = unfinished;
        }

        StopVoice();
    }

    /// <summary>What the caller was saying over the line that is gone is not wanted any more.</summary>
    private void ForgetUnfinished()
    {
        _unfinished?.Dispose();
        _unfinished = null;
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
        public void Begin() => call.BeginVoice();

        public void Take(SoundFrames frames) => call._voice?.Take(frames);

        public void Played(long before) => call._voice?.Played(before);

        public void End(SoundEnd why)
        {
            // A stream that held shows that the next may hold too.
            if (call._context.Time.GetElapsedTime(call._streamSince) > StreamHolds) call._streams = 0;
            // The caller may be there again in a moment, and go on with what was begun.
            if (why is SoundEnd.Lost or SoundEnd.Detached or SoundEnd.Replaced) call.LoseVoice();
            else call.StopVoice();
            call.EndWatch();
            // Who was only replaced has a stream; what comes next is known when the platform asks.
            if (why is SoundEnd.Lost or SoundEnd.Detached) call.AwaitLine();
        }
    }
}
