using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Benchmarks.Turns;

/// <summary>An agent that speaks without end, and what of the caller's side makes it fall silent.</summary>
/// <param name="words">What is recognised of everything, at once.</param>
internal sealed class OverSpeech(string words)
{
    private readonly TurnOptions _options = new();
    private readonly List<TurnAction> _todo = [];
    private TurnState _state = TurnState.Opened(TimeSpan.Zero, new TurnOptions()) with { Phase = TurnPhase.Speaking };

    /// <summary>When it paused first.</summary>
    public TimeSpan? PausedAt { get; private set; }

    /// <summary>How often it paused.</summary>
    public int Pauses { get; private set; }

    /// <summary>How often it was interrupted.</summary>
    public int Stops { get; private set; }

    public void Hear(IEnumerable<HeardFrame> frames)
    {
        foreach (var frame in frames) Put(TurnEvent.Frame(frame.IsVoice, frame.IsStrong, TimeSpan.FromSeconds(30)), frame.At);
    }

    private void Put(TurnEvent happened, TimeSpan now)
    {
        _state = TurnMachine.Next(_state, happened, now, _options, _todo);
        TurnAction[] todo = [.. _todo];
        _todo.Clear();
        foreach (var action in todo)
        {
            switch (action.Kind)
            {
                case TurnActionKind.PauseSpeech:
                    PausedAt ??= now;
                    Pauses++;
                    break;
                case TurnActionKind.StopSpeech:
                    Stops++;
                    break;
                case TurnActionKind.CloseSegment:
                    Put(TurnEvent.Recognised(action.Number, words), now);
                    break;
                case TurnActionKind.SubmitWords or TurnActionKind.SubmitUnclear or TurnActionKind.SubmitSilence:
                    // The next is spoken over too.
                    _state = _state with { Phase = TurnPhase.Speaking };
                    break;
            }
        }
    }
}
