using YemotAi.Calls.Flows;
using YemotAi.Calls.Sound;
using YemotAi.Speech;

namespace YemotAi.Calls.Voice.Speaking;

/// <summary>
/// Speaks the agent's answers over a line: makes the sound of each sentence a little ahead, sends it at the pace at which
/// it is heard, knows to the frame what was heard, stops at once, and goes on from where it was.
/// </summary>
/// <remarks>All of it runs in turns of the actor.</remarks>
/// <param name="sound">The line.</param>
/// <param name="services">Who speaks, and limits.</param>
/// <param name="time">The clock.</param>
/// <param name="heard">Told of each sentence that was heard to its end.</param>
/// <param name="failed">Told of a sentence that could not be spoken.</param>
internal sealed class SpeechPlayer(
    IActorSound sound, VoiceServices services, TimeProvider time, Action<SpokenPlace> heard, Action<Exception> failed) : IDisposable
{
    private readonly PlayoutClock _clock = ClockOf(sound);
    private readonly List<SpokenSentence> _sentences = [];
    private readonly Queue<Run> _runs = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly int _lead = (int)(services.Options.Lead.TotalMilliseconds / SoundFrames.FrameMilliseconds);
    private CancellationTokenSource _wanted = new();
    private List<string> _heard = [];
    private long _paceFrom = sound.Next;
    private TimeSpan _paceSince;
    private bool _mayPlay;
    private bool _isPaused;
    private bool _isEnough;

    /// <summary>How many sentences in a row could not be spoken.</summary>
    public int Unspoken { get; private set; }

    /// <summary>There is something of the answer that was not heard yet.</summary>
    public bool HasAnswer => _sentences.Exists(sentence => !sentence.IsAside);

    /// <summary>The answer began to be spoken, no more of it comes, and all of it was heard.</summary>
    public bool IsDone => _mayPlay && _isEnough && !_isPaused && _sentences.Count == 0;

    /// <summary>All that there is was heard, and more of the answer is to come: the line is silent.</summary>
    public bool IsDry => _mayPlay && !_isEnough && !_isPaused && _sentences.Count == 0;

    /// <summary>How long the first sound of the answer took to be made; null while nothing of it was sent.</summary>
    public TimeSpan? FirstSoundAfter { get; private set; }

    /// <summary>How much of the answer is not heard yet, as far as it is known; a long time while more may come.</summary>
    public TimeSpan Left
    {
        get
        {
            if (!_isEnough || _sentences.Exists(sentence => !sentence.IsWhole)) return TimeSpan.MaxValue;
            var frames = _sentences.Sum(sentence => sentence.Frames - sentence.Heard);
            return TimeSpan.FromMilliseconds(frames * SoundFrames.FrameMilliseconds);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Adds to what is answered; its sound begins to be made.</summary>
    public void Add(VoiceAnswer answer)
    {
        foreach (var (sentence, pace, number) in answer.Sentences)
        {
            if (number <= answer.HeardSentences)
            {
                // Over an earlier line; should the rest be interrupted, this was heard all the same.
                _heard.Add(sentence);
                continue;
            }

            var speed = pace == Pace.Slow ? services.Options.SlowSpeed : 1;
            _sentences.Add(new SpokenSentence(sentence, speed, new SpokenPlace(answer.Place, number)));
        }

        MakeSome();
    }

    /// <summary>No more of this answer comes.</summary>
    public void Enough() => _isEnough = true;

    /// <summary>The answer may be heard from now on.</summary>
    public void Start()
    {
        _mayPlay = true;
        Pump();
    }

    /// <summary>Says something before the answer that is no part of it.</summary>
    public void SayAside(string text)
    {
        _sentences.Insert(_sentences.FindLastIndex(sentence => sentence.IsAside) + 1, new SpokenSentence(text, 1, place: null));
        MakeSome();
        Pump();
    }

    /// <summary>Is silent at once, ready to go on.</summary>
    public void Pause()
    {
        _isPaused = true;
        TakeBack();
        _sentences.RemoveAll(sentence => sentence.IsAside);
    }

    /// <summary>Goes on a little before where it was.</summary>
    public void Resume()
    {
        _isPaused = false;
        Pump();
    }

    /// <summary>The answer is not wanted any more. Gives what was heard of it.</summary>
    public string Stop()
    {
        TakeBack();
        if (_sentences.Find(sentence => !sentence.IsAside) is { } cut && cut.HeardText() is { Length: > 0 } part) _heard.Add(part);
        return Clear();
    }

    /// <summary>The answer had nothing to be heard: another may begin. What is said aside goes on.</summary>
    public void Nothing() => (_heard, _isEnough) = ([], false);

    /// <summary>The answer was heard to its end: another may begin.</summary>
    public void Finish() => Clear();

    /// <summary>The phone said what it has played.</summary>
    public void Played(long before)
    {
        _clock.Confirmed(before, Now);
        Pump();
    }

    /// <summary>Sends what is due. Called every few hundredths of a second.</summary>
    public void Pump()
    {
        var now = Now;
        Settle(_clock.PlayedBefore(now));
        if (_isPaused || !sound.IsAttached) return;
        var ahead = Ahead(now);
        foreach (var sentence in _sentences)
        {
            if (ahead >= _lead || (!sentence.IsAside && !_mayPlay)) break;
            var count = Math.Min(sentence.Frames - sentence.Sent, _lead - ahead);
            if (count > 0)
            {
                Send(sentence, count, now);
                ahead += count;
            }

            if (!sentence.IsSent) break;
        }

        MakeSome();
    }

    public void Dispose()
    {
        _wanted.Cancel();
        _wanted.Dispose();
    }

    /// <summary>
    /// How many frames are ahead of the pace of speech. By our own clock and not by what the phone confirms: a confirmation is
    /// as old as the way back is long, and who waited for it would send too little over a long one.
    /// </summary>
    private int Ahead(TimeSpan now)
    {
        var due = _paceFrom + ((now - _paceSince).Ticks / SpeechFrame.Length.Ticks);
        if (due < sound.Next) return (int)(sound.Next - due);
        // Nothing was left to play: the pace begins anew with the next frame.
        (_paceFrom, _paceSince) = (sound.Next, now);
        return 0;
    }

    /// <summary>A line that is attached again has a past: its frames are none that are waited for.</summary>
    private static PlayoutClock ClockOf(IActorSound sound)
    {
        var clock = new PlayoutClock();
        if (sound.Next == 0) return clock;
        clock.Sent(sound.Next, TimeSpan.Zero);
        clock.Clear(TimeSpan.Zero);
        return clock;
    }

    private void Send(SpokenSentence sentence, int count, TimeSpan now)
    {
        if (!sentence.IsAside) FirstSoundAfter ??= sentence.SoundAfter;
        _runs.Enqueue(new Run(sound.Next, sentence, sentence.Sent, count));
        sound.Send(sentence.Slice(sentence.Sent, count));
        sentence.Sent += count;
        _clock.Sent(sound.Next, now);
    }

    /// <summary>Takes in what was heard of what was sent.</summary>
    private void Settle(long before)
    {
        while (_runs.TryPeek(out var run) && run.First < before)
        {
            var played = (int)Math.Min(run.Count, before - run.First);
            run.Sentence.Heard = Math.Max(run.Sentence.Heard, run.From + played);
            if (played < run.Count) break;
            _runs.Dequeue();
        }

        while (_sentences.Count > 0 && _sentences[0].IsHeard)
        {
            if (_sentences[0] is { IsCut: false, Place: { } place })
            {
                if (_sentences[0].HeardText() is { Length: > 0 } text) _heard.Add(text);
                heard(place);
            }

            _sentences.RemoveAt(0);
        }
    }

    /// <summary>What the phone has not played it never will.</summary>
    private void TakeBack()
    {
        Settle(_clock.PlayedBefore(Now));
        Settle(_clock.Clear(Now));
        sound.Clear();
        (_paceFrom, _paceSince) = (sound.Next, Now);
        _runs.Clear();
        var rewind = (int)(services.Options.Rewind.TotalMilliseconds / SoundFrames.FrameMilliseconds);
        foreach (var sentence in _sentences) sentence.Sent = Math.Max(0, sentence.Heard - rewind);
    }

    private string Clear()
    {
        _wanted.Cancel();
        _wanted.Dispose();
        _wanted = new CancellationTokenSource();
        _sentences.Clear();
        _runs.Clear();
        var all = string.Join(' ', _heard);
        (_heard, _mayPlay, _isPaused, _isEnough) = ([], false, false, false);
        FirstSoundAfter = null;
        return all;
    }

    private void MakeSome()
    {
        while (_sentences.Find(sentence => !sentence.IsBegun) is { } next
            && _sentences.Count(sentence => sentence.IsBegun && !sentence.IsSent) <= services.Options.SentencesAhead)
        {
            next.IsBegun = true;
            _ = MakeAsync(next, _wanted.Token);
        }
    }

    private async Task MakeAsync(SpokenSentence sentence, CancellationToken wanted)
    {
        var began = Now;
        try
        {
            using var patience = new CancellationTokenSource(services.Options.VoiceLimit, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(wanted, patience.Token);
            var text = new SpokenText(sentence.Text) { Language = services.Options.Language, Speed = sentence.Speed };
            await foreach (var piece in services.Voice.SpeakAsync(text, limit.Token))
            {
                if (wanted.IsCancellationRequested) return;
                if (sentence.Length == 0) sentence.SoundAfter = Now - began;
                sentence.Add(piece.Span);
                if (sentence.IsTooLong) throw new VoiceException(VoiceFailure.BadAnswer, "There is more sound than any speech of the sentence has.");
                // A piece without sound is no sign of life.
                if (piece.IsEmpty) continue;
                // The limit is for the beginning: a long sentence may take longer than that to its end.
                patience.CancelAfter(services.Options.VoiceLimit);
                Pump();
            }

            if (wanted.IsCancellationRequested) return;
            sentence.End();
            Unspoken = 0;
        }
        catch (Exception error) when (!wanted.IsCancellationRequested)
        {
            if (sentence.Length == 0) sentence.SoundAfter = Now - began;
            if (sentence.BreakOff() is { } again) _sentences.Insert(_sentences.IndexOf(sentence) + 1, again);
            if (sentence.IsUnspoken) Unspoken++;
            failed(error);
        }
        catch (Exception)
        {
            // Nobody wants it any more, however the voice takes that.
            return;
        }

        Pump();
    }

    /// <summary>Frames that were sent together.</summary>
    /// <param name="First">Number of the first on the line.</param>
    /// <param name="Sentence">Whose.</param>
    /// <param name="From">The first of the sentence's.</param>
    /// <param name="Count">How many.</param>
    private readonly record struct Run(long First, SpokenSentence Sentence, int From, int Count);
}
