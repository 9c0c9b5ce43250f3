using YemotAi.Calls.Voice.Hearing;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Calls.Voice;

/// <content>What the caller has said and keyed when a line is lost goes on to the next.</content>
internal sealed partial class VoiceSession
{
    private bool _keepsRecogniser;

    /// <summary>
    /// The line is gone, and perhaps another comes. Gives what the caller said or keyed and was not handed over; null for
    /// nothing. Whoever gets it disposes of it.
    /// </summary>
    public UnfinishedInput? Lose()
    {
        var unfinished = _isOver || _isLeaving ? null : Unfinished();
        _keepsRecogniser = unfinished?.Recogniser is not null;
        Stop();
        return unfinished;
    }

    /// <summary>Goes on with what was begun over an earlier line.</summary>
    public void GoOnWith(UnfinishedInput unfinished)
    {
        if (_isOver)
        {
            unfinished.Dispose();
            return;
        }

        if (unfinished.Keys.Length > 0) _state = _state with { Keys = unfinished.Keys + _state.Keys, LastKey = Now };
        if (_recogniser is null) return;
        // As a segment that was closed just now: more may follow, and is awaited as after any other.
        _state = _state with { Closed = _state.Closed + 1, LastVoice = Now, UtteranceSince = Now };
        (_closedAt, _saidUntil) = (Now, Now);
        _recogniser.Take(_state.Closed, unfinished, _turns.EndSilence);
    }

    private UnfinishedInput? Unfinished()
    {
        // A sound over the agent's speech is not known to be meant for it before it is understood.
        var isOverSpeech = _state.Phase == TurnPhase.Speaking;
        if (isOverSpeech && !_state.IsPaused) return null;
        var isSpeech = _recogniser is not null && _state.IsOpen && _state.Voiced >= _turns.LeastVoice;
        if (isSpeech) _recogniser!.Begin(_state.Closed + 1, _recorder.Close());
        var isAwaited = isSpeech || _state.Recognised < _state.Closed;
        if (_recogniser is null || (!isAwaited && _state.Words.Length == 0))
            return _state.Keys.Length > 0 ? new UnfinishedInput(_state.Keys, Task.FromResult(""), null) : null;
        return new UnfinishedInput(_state.Keys, AllWordsAsync(_state.Words, _recogniser, isOverSpeech && !_state.IsEarlyAnswer), _recogniser);
    }

    private static async Task<string> AllWordsAsync(string known, Recogniser recogniser, bool mayBeNod)
    {
        var words = $"{known} {await recogniser.RestAsync()}".Trim();
        return mayBeNod && SpokenSense.Hebrew.Of(words) == UtteranceSense.BackChannel ? "" : words;
    }
}
