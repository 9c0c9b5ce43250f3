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
/// A call on a line of sound: the conversation over each of its streams begins where the one before it ended.
/// </content>
public sealed partial class CallActor : IVoiceHost
{
    /// <summary>A stream that lasts longer is none of those that are lost again and again.</summary>
    private static readonly TimeSpan StreamHolds = TimeSpan.FromMinutes(1);

    private VoiceSession? _voice;
    private UnfinishedInput? _unfinished;
    private int _streams;
    private long _streamSince;

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
