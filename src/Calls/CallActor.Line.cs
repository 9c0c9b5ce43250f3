using YemotAi.Calls.Flows;
using YemotAi.Calls.Journal;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Speaking;

namespace YemotAi.Calls;

/// <content>
/// What the telephone platform tells of a call on a line of sound, what it is to do next, and that a stream comes.
/// </content>
public sealed partial class CallActor
{
    /// <summary>The extension of a call whose caller left a message with the telephone platform.</summary>
    public const string MessageLeft = "message-left";

    /// <summary>The value under which the platform's recording comes into that extension.</summary>
    public const string RecordingValue = "recording";

    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A greeting that the platform plays before the stream is no longer.</summary>
    private static readonly TimeSpan LongestGreeting = TimeSpan.FromSeconds(20);

    private Task? _entering;
    private IDisposable? _watch;
    private IDisposable? _watchKeeps;
    private long _awaitedSince;
    private long _lastKey;
    private string _keyStream = "";
    private bool _wantsMessage;
    private bool _asksPlatform;

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
}
