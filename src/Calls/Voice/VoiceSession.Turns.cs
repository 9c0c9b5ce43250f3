using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Calls.Voice;

/// <content>What is done for each turn: words to the handler, its answers to the caller.</content>
internal sealed partial class VoiceSession
{
    private readonly string _name;
    private readonly List<VoiceAnswer> _owed = [];
    private Task _answering = Task.CompletedTask;
    private VoiceAnswer? _last;
    private int _cutTurn = -1;
    private int _hint;
    private bool _isLeaving;
    private TimeSpan _submittedAt;
    private TimeSpan _closedAt;
    private TimeSpan _saidUntil;
    private TimeSpan _recognition;
    private TimeSpan _timedSince;
    private TimeSpan _timedRecognition;
    private TimeSpan? _thinking;
    private int _timedTurn = -1;
    private TimeSpan? _drySince;

    /// <summary>The line cannot speak or reach the handler: the telephone platform is to take a message.</summary>
    public bool WantsMessage { get; private set; }

    /// <summary>
    /// Begins with what was answered and is not heard yet: the greeting, or what was being said when an earlier line was lost.
    /// What the caller says before that is known is heard, and waits for it.
    /// </summary>
    /// <param name="unheard">The answers, oldest first.</param>
    public void Open(Task<IReadOnlyList<VoiceAnswer>> unheard) => _answering = OpenAsync(unheard);

    private async Task OpenAsync(Task<IReadOnlyList<VoiceAnswer>> unheard)
    {
        bool goesOn;
        try
        {
            var answers = await unheard;
            if (_isOver) return;
            if (answers.Count == 0) answers = [new VoiceAnswer()];
            var first = answers[0];
            // Who was greeted over an earlier line, or by the platform, does not wait for the rest.
            if (first is { Place: > 1 } or { HeardSentences: > 0 }) _state = _state with { AnswerFrom = Now };
            foreach (var answer in answers) Take(0, answer);
            goesOn = answers[^1].Next == VoiceNext.More;
            if (!goesOn) Known(0, answers[^1]);
        }
        catch (Exception error)
        {
            _host.Complain(error, "line");
            if (!_isOver) GiveUp();
            return;
        }

        if (goesOn) await AnswerAsync(0, VoiceHeard.Nothing);
    }

    private void Do(TurnAction action)
    {
        switch (action.Kind)
        {
            case TurnActionKind.OpenSegment:
                _recorder.Open();
                break;
            case TurnActionKind.DropSegment:
                _recorder.Drop();
                break;
            case TurnActionKind.CloseSegment:
                var wave = _recorder.Close();
                (_closedAt, _saidUntil) = (Now, _state.LastVoice);
                if (_recogniser is not null) _recogniser.Begin(action.Number, wave);
                else Step(TurnEvent.Recognised(action.Number, ""));
                break;
            case TurnActionKind.SubmitWords:
                BeginTiming(action.Number, _saidUntil, _recognition);
                Submit(action.Number, VoiceHeard.Words(action.Text));
                break;
            case TurnActionKind.SubmitKeys:
                BeginTiming(action.Number, _lastKeyAt, TimeSpan.Zero);
                Submit(action.Number, VoiceHeard.Keys(action.Text));
                break;
            case TurnActionKind.SubmitSilence:
                Submit(action.Number, VoiceHeard.Nothing);
                break;
            case TurnActionKind.SubmitUnclear:
                Submit(action.Number, VoiceHeard.Unclear());
                break;
            case TurnActionKind.GiveHint:
                GiveHint();
                break;
            case TurnActionKind.StartSpeech:
                _player.Start();
                break;
            case TurnActionKind.PauseSpeech:
                _player.Pause();
                break;
            case TurnActionKind.ResumeSpeech:
                _player.Resume();
                break;
            case TurnActionKind.StopSpeech:
                StopSpeech(action.Number);
                break;
        }
    }

    private void StopSpeech(int turn)
    {
        var heard = _player.Stop();
        if (_isLeaving && _answering.IsCompleted)
        {
            // The last words were skipped: what follows them comes now.
            _host.Interrupted(heard);
            Leave();
            return;
        }

        // Its answer was known to its end: what the caller has not heard of it is only told to the agent.
        if (_answering.IsCompleted) _host.Interrupted(heard);
        else if (_host.CutMind(heard)) _cutTurn = turn;
    }

    private void Submit(int turn, string heard)
    {
        _submittedAt = Now;
        _hint = 0;
        _answering = AnswerAfterAsync(_answering, turn, heard);
    }

    private async Task AnswerAfterAsync(Task before, int turn, string heard)
    {
        await before;
        if (!_isOver) await AnswerAsync(turn, heard);
    }

    /// <summary>Has a turn answered, part by part. Never fails: what does is said, and the caller has a way out.</summary>
    private async Task AnswerAsync(int turn, string heard)
    {
        try
        {
            var part = 0;
            var answer = await _host.AnswerAsync(heard, $"{_name}.{turn}.{part}");
            while (answer is not null && !_isOver)
            {
                Take(turn, answer);
                if (answer.Next != VoiceNext.More)
                {
                    Known(turn, answer);
                    return;
                }

                answer = await _host.AnswerAsync(VoiceHeard.Nothing, $"{_name}.{turn}.{++part}");
            }

            if (!_isOver) Leave();
        }
        catch (StaleStateException)
        {
            // Somebody else has the call: this activation goes, and the line finds the other one by itself.
            Stop();
        }
        catch (Exception error)
        {
            _host.Complain(error, "turn");
            if (!_isOver) GiveUp();
        }
    }

    /// <summary>Adds to what is said. What the handler says of an older turn that could not be stopped is said first.</summary>
    private void Take(int turn, VoiceAnswer answer)
    {
        // What was still coming of an interrupted answer is not wanted; what the handler says after it is.
        if (turn == _cutTurn && answer.Next == VoiceNext.More) return;
        if (turn != _state.Turn || turn == _cutTurn)
        {
            _owed.Add(answer);
            return;
        }

        foreach (var earlier in _owed) _player.Add(earlier);
        _owed.Clear();
        _player.Add(answer);
        if (!_player.HasAnswer) return;
        _thinking ??= Now - _submittedAt;
        Step(TurnEvent.ReplyReady(turn));
    }

    /// <summary>An answer is awaited for which the caller's waiting is told; that to silence or to noise keeps nobody waiting.</summary>
    private void BeginTiming(int turn, TimeSpan since, TimeSpan recognition) =>
        (_timedTurn, _timedSince, _timedRecognition, _thinking) = (turn, since, recognition, null);

    private void TellTimes()
    {
        if (_timedTurn != _state.Turn || _thinking is not { } thinking || _player.FirstSoundAfter is not { } synthesis) return;
        _timedTurn = -1;
        _host.Answered(new TurnTimes(_timedRecognition, thinking, synthesis, Now - _timedSince));
    }

    /// <summary>All of an answer is known.</summary>
    private void Known(int turn, VoiceAnswer answer)
    {
        var leaves = answer.Next is VoiceNext.HangUp or VoiceNext.Transfer or VoiceNext.Record;
        if (turn == _cutTurn && leaves) Leave();
        if (turn != _state.Turn || turn == _cutTurn) return;
        _last = answer;
        _player.Enough();
        _isLeaving = leaves;
        if (_player.HasAnswer) return;
        if (_isLeaving) Leave();
        else if (_state.Phase == TurnPhase.Speaking) Speak();
        else Nothing(turn, answer);
    }

    private void Nothing(int turn, VoiceAnswer answer)
    {
        _player.Nothing();
        Step(TurnEvent.ReplyEmpty(turn, ListeningOf(answer)));
    }

    /// <summary>Sends what is due, and notices that the agent has finished.</summary>
    private void Speak()
    {
        if (_isOver) return;
        _player.Pump();
        TellTimes();
        if (_player.Unspoken >= _services.Options.MaxUnspoken)
        {
            // No voice speaks: the telephone platform's own one asks for a message.
            GiveUp();
            return;
        }

        BridgeGap();
        if (_state.Phase != TurnPhase.Speaking || !_player.IsDone) return;
        _player.Finish();
        if (_isLeaving) Leave();
        else Step(TurnEvent.SpeechEnded(ListeningOf(_last!)));
    }

    /// <summary>A mind that stops in the middle of its answer leaves no dead air: the caller gets a sign of life.</summary>
    private void BridgeGap()
    {
        if (!_player.IsDry) _drySince = null;
        else if (Now - (_drySince ??= Now) >= _turns.DeadAir) GiveHint();
    }

    private void GiveHint()
    {
        if (_manner.Hints.Count > 0) _player.SayAside(_manner.Hints[_hint++ % _manner.Hints.Count]);
    }

    private void OnWords(int segment, string? words, Exception? failure)
    {
        if (failure is not null) _host.Complain(failure, "recognition");
        else _host.Note("recognised", _recognition = Now - _closedAt);
        Step(TurnEvent.Recognised(segment, words));
    }

    /// <summary>The handler cannot be reached: the platform says so and takes a message.</summary>
    private void GiveUp()
    {
        WantsMessage = true;
        Leave();
    }

    private void Leave()
    {
        if (_isOver) return;
        _isLeaving = true;
        _host.LeaveLine();
    }

    private static TurnListening ListeningOf(VoiceAnswer answer)
    {
        var how = answer.Listening ?? new Calls.Flows.Listening();
        return new TurnListening
        {
            // Who was asked something may think about it.
            ExpectsAnswer = answer.Say.Count > 0 && answer.Say[^1].Text.TrimEnd().EndsWith('?'),
            Keys = how.KeysToo && !how.LongSpeech,
            LongSilence = how.LongSpeech ? TimeSpan.FromSeconds(how.SilenceSeconds) : TimeSpan.Zero,
            LongLimit = how.LongSpeech ? TimeSpan.FromSeconds(how.MaxSeconds) : TimeSpan.Zero,
        };
    }
}
