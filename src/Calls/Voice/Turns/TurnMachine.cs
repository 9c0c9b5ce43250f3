namespace YemotAi.Calls.Voice.Turns;

/// <summary>
/// Whose turn it is in a spoken conversation: a pure function of what was, what happened and when. It hears no sound and
/// knows no vendor; it is told frames with or without a voice, words, keys, and what becomes of the agent's answers, and
/// says what is to be done.
/// </summary>
/// <remarks>
/// One answer for each utterance: every turn has a number, and what comes for an older turn changes nothing. The sections
/// of the behaviour: <c>TurnMachine.Hearing.cs</c> for the caller's side, this file for the agent's.
/// </remarks>
public static partial class TurnMachine
{
    private static readonly TimeSpan FrameLength = TimeSpan.FromMilliseconds(20);

    /// <summary>What is after an event.</summary>
    /// <param name="state">What was.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="now">When, on the axis of the state's times; never earlier than before.</param>
    /// <param name="options">How turns are taken.</param>
    /// <param name="todo">Takes what is to be done now, in order.</param>
    public static TurnState Next(
        TurnState state, TurnEvent happened, TimeSpan now, TurnOptions options, ICollection<TurnAction> todo)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(todo);
        var step = new Step(now, options, todo);
        switch (happened.Kind)
        {
            case TurnEventKind.Frame:
                state = OnFrame(Count(state, happened, now), happened, step);
                break;
            case TurnEventKind.Key:
                return OnKey(state, happened.Key, step);
            case TurnEventKind.Words:
                return OnWords(state, happened, step);
            case TurnEventKind.ReplyReady:
                if (state.Phase == TurnPhase.Thinking && happened.Number == state.Turn) state = state with { IsReplyReady = true };
                break;
            case TurnEventKind.ReplyEmpty:
                if (state.Phase == TurnPhase.Thinking && happened.Number == state.Turn) state = Listen(state, happened.Listening, now);
                break;
            case TurnEventKind.SpeechEnded:
                if (state.Phase != TurnPhase.Speaking) return state;
                return Listen(state, happened.Listening, now) with { RefractoryUntil = now + options.Refractory };
        }

        return OnTime(state, step);
    }

    /// <summary>What is due because time has passed.</summary>
    private static TurnState OnTime(TurnState state, in Step step) => state.Phase switch
    {
        TurnPhase.Thinking => WhileThinking(state, step),
        TurnPhase.Listening => WhileListening(state, step),
        _ => state,
    };

    private static TurnState WhileThinking(TurnState state, in Step step)
    {
        if (state.Keys.Length > 0) return WhileListening(state, step);
        // Somebody who is speaking is not spoken over; what they say may change the answer. A voice that does not end may be
        // a radio, and then the answer is wanted: its words tell.
        if (state is { IsOpen: true, IsReplyReady: true, Words: "" } && !IsAwaitingWords(state) && IsHeldBackLong(state, step))
            state = Reopen(state, step);
        if (state.IsOpen || IsAwaitingWords(state)) return state;
        if (state.HoldUntil is not null) return WhileListening(state, step);
        if (state.IsReplyReady)
        {
            // A single strong frame is no voice yet, but nobody begins to speak into it.
            return step.Now < state.AnswerFrom || state.StrongRun > 0 ? state : Speak(state, step);
        }

        if (step.Now < state.HintAt) return state;
        step.Do(TurnActionKind.GiveHint, state.Turn);
        return state with { HintAt = step.Now + step.Options.HintAgain };
    }

    private static TurnState Speak(TurnState state, in Step step)
    {
        step.Do(TurnActionKind.StartSpeech, state.Turn);
        return state with { Phase = TurnPhase.Speaking, IsReplyReady = false, IsPaused = false };
    }

    /// <summary>After a breath, which is not the same each time, and not before the caller has been silent for long enough.</summary>
    private static TimeSpan AnswerFrom(TurnState state, int turn, in Step step)
    {
        var options = step.Options;
        var breath = options.ShortestBreath + ((options.LongestBreath - options.ShortestBreath) * (turn * 7 % 11 / 10.0));
        var (rested, silent) = (step.Now + breath, state.LastVoice + options.SilenceBeforeAnswer);
        return rested > silent ? rested : silent;
    }

    private static bool IsHeldBackLong(TurnState state, in Step step) => step.Now - state.UtteranceSince >= step.Options.AnswerHeldBack;

    private static TurnState Submit(TurnState state, TurnActionKind how, string text, in Step step)
    {
        // What the agent was still doing for an earlier turn is not wanted any more.
        if (state.Phase != TurnPhase.Listening) step.Do(TurnActionKind.StopSpeech, state.Turn);
        state = Cleared(state) with
        {
            Phase = TurnPhase.Thinking,
            Turn = state.Turn + 1,
            AnswerFrom = AnswerFrom(state, state.Turn + 1, step),
            HintAt = step.Now + step.Options.HintAfter,
            LastSubmitted = how == TurnActionKind.SubmitWords ? text : state.LastSubmitted,
            LastSubmittedAt = how == TurnActionKind.SubmitWords ? step.Now : state.LastSubmittedAt,
        };
        step.Do(how, state.Turn, text);
        return state;
    }

    private static TurnState Listen(TurnState state, TurnListening listening, TimeSpan now) => state with
    {
        Phase = TurnPhase.Listening,
        Listening = listening,
        IsReplyReady = false,
        IsPaused = false,
        IsEarlyAnswer = false,
        QuietSince = now,
    };

    /// <summary>Nothing that the caller said or keyed is left over.</summary>
    private static TurnState Cleared(TurnState state) => state with
    {
        IsOpen = false,
        Words = "",
        Keys = "",
        HoldUntil = null,
        Voiced = TimeSpan.Zero,
        // What is still being recognised belongs to a turn that is over.
        Recognised = state.Closed,
        IsReplyReady = false,
        IsPaused = false,
        IsEarlyAnswer = false,
    };

    private static bool IsAwaitingWords(TurnState state) => state.Recognised < state.Closed;

    /// <summary>One step's surroundings.</summary>
    private readonly record struct Step(TimeSpan Now, TurnOptions Options, ICollection<TurnAction> Todo)
    {
        public void Do(TurnActionKind kind, int number = 0, string text = "") => Todo.Add(new TurnAction(kind, number, text));
    }
}
