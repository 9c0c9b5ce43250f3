namespace YemotAi.Calls.Voice.Turns;

/// <content>The caller's side: where utterances begin and end, what interrupts, and what is keyed.</content>
public static partial class TurnMachine
{
    private static TurnState Count(TurnState state, TurnEvent frame, TimeSpan now) => state with
    {
        VoiceRun = frame.IsVoice ? state.VoiceRun + 1 : 0,
        StrongRun = frame.IsStrong ? state.StrongRun + 1 : 0,
        LastVoice = frame.IsVoice ? now : state.LastVoice,
        Voiced = frame.IsVoice && state.IsOpen ? state.Voiced + FrameLength : state.Voiced,
        QuietSince = frame.IsVoice ? now : state.QuietSince,
    };

    private static TurnState OnFrame(TurnState state, TurnEvent frame, in Step step)
    {
        // An utterance that was ended by its length or a key waits for its words only.
        if (!state.IsOpen && state.HoldUntil <= step.Now && IsAwaitingWords(state)) return state;
        if (!state.IsOpen) return frame.IsVoice && Begins(state, step) ? Open(state, frame, step) : state;
        if (state.IsPaused && state.Voiced >= step.Options.SureInterruption) state = Interrupted(state, step);

        if (step.Now - state.LastVoice >= SilenceNeeded(state, step.Options)) return EndUtterance(state, step);
        if (step.Now - state.UtteranceSince >= Longest(state, step.Options)) return Close(state, step) with { HoldUntil = step.Now };
        return step.Now - state.SegmentSince < step.Options.LongestSegment ? state : Reopen(state, step);
    }

    /// <summary>What there is of an utterance is recognised while it goes on.</summary>
    private static TurnState Reopen(TurnState state, in Step step)
    {
        state = Close(state, step);
        step.Do(TurnActionKind.OpenSegment, state.Closed + 1);
        return state with { IsOpen = true, SegmentSince = step.Now };
    }

    /// <summary>Whether a voice is enough to begin an utterance.</summary>
    private static bool Begins(TurnState state, in Step step)
    {
        if (state.Phase == TurnPhase.Speaking) return step.Options.BargeIn && state.StrongRun >= step.Options.BargeInFrames;
        return step.Now >= state.RefractoryUntil || state.StrongRun >= step.Options.BargeInFrames;
    }

    private static TurnState Open(TurnState state, TurnEvent frame, in Step step)
    {
        var since = step.Now - (FrameLength * state.VoiceRun);
        var goesOn = state.Words.Length > 0 || IsAwaitingWords(state);
        state = state with
        {
            IsOpen = true,
            HoldUntil = null,
            SegmentSince = since,
            UtteranceSince = goesOn ? state.UtteranceSince : since,
            Voiced = (goesOn ? state.Voiced : TimeSpan.Zero) + (FrameLength * state.VoiceRun),
        };
        if (state is { Phase: TurnPhase.Speaking, IsPaused: false })
        {
            step.Do(TurnActionKind.PauseSpeech, state.Turn);
            state = state with { IsPaused = true, IsEarlyAnswer = frame.SpeechLeft <= step.Options.EarlyAnswer };
        }

        step.Do(TurnActionKind.OpenSegment, state.Closed + 1);
        return state;
    }

    private static TurnState EndUtterance(TurnState state, in Step step)
    {
        // Of an utterance that goes on, the last piece may be short.
        if (state.Voiced >= step.Options.LeastVoice) return Close(state, step);
        step.Do(TurnActionKind.DropSegment, state.Closed + 1);
        state = state with { IsOpen = false, Voiced = TimeSpan.Zero, QuietSince = step.Now };
        return state.IsPaused ? Resume(state, step) : state;
    }

    private static TurnState Close(TurnState state, in Step step)
    {
        step.Do(TurnActionKind.CloseSegment, state.Closed + 1);
        return state with { IsOpen = false, Closed = state.Closed + 1 };
    }

    private static TurnState Resume(TurnState state, in Step step)
    {
        step.Do(TurnActionKind.ResumeSpeech, state.Turn);
        return state with { IsPaused = false, IsEarlyAnswer = false, Words = "", HoldUntil = null };
    }

    private static TimeSpan SilenceNeeded(TurnState state, TurnOptions options)
    {
        if (state.Listening.IsLong && state.Phase == TurnPhase.Listening) return state.Listening.LongSilence;
        if (state.LastVoice - state.UtteranceSince >= options.ShortUtterance) return options.EndSilence;
        var less = options.EndSilence - options.ShortDiscount;
        return less > options.LeastEndSilence ? less : options.LeastEndSilence;
    }

    private static TimeSpan Longest(TurnState state, TurnOptions options) =>
        state.Listening is { IsLong: true, LongLimit: var limit } && limit > TimeSpan.Zero ? limit : options.LongestUtterance;

    private static TurnState OnWords(TurnState state, TurnEvent happened, in Step step)
    {
        // Of a turn that is over; or out of order, which whoever recognises must not let happen.
        if (happened.Number <= state.Recognised || happened.Number > state.Closed) return state;
        var words = happened.Words?.Trim() ?? "";
        state = state with
        {
            Recognised = happened.Number,
            Words = state.Words.Length == 0 ? words : words.Length == 0 ? state.Words : $"{state.Words} {words}",
        };
        // Nobody knows what was said over the agent, but somebody said something.
        if (happened.Words is null && state is { IsPaused: true, Words: "" } && state.Voiced >= step.Options.UnclearVoice) state = Interrupted(state, step);
        if (state is { Phase: TurnPhase.Thinking, IsOpen: true }) state = GoesOn(state, step);
        return state.IsOpen || IsAwaitingWords(state) ? state : Decide(state, step);
    }

    /// <summary>While the agent thinks and a voice goes on, a piece of what it says is known.</summary>
    private static TurnState GoesOn(TurnState state, in Step step)
    {
        if (state.Words.Length > 0)
        {
            if (SpokenSense.AreSame(state.Words, state.LastSubmitted)) return state;
            // The caller has not finished: what was thought of so far answers half a question.
            step.Do(TurnActionKind.StopSpeech, state.Turn);
            return Listen(state, state.Listening, step.Now);
        }

        if (!state.IsReplyReady || IsAwaitingWords(state) || !IsHeldBackLong(state, step)) return state;
        step.Do(TurnActionKind.DropSegment, state.Closed + 1);
        return Speak(state with { IsOpen = false, Voiced = TimeSpan.Zero }, step);
    }

    /// <summary>The caller is silent and all that was said is known: what becomes of it?</summary>
    private static TurnState Decide(TurnState state, in Step step)
    {
        var isLast = state.HoldUntil is not null;
        var sense = SpokenSense.Hebrew.Of(state.Words);
        if (state is { Phase: TurnPhase.Speaking, IsPaused: true })
        {
            if (state.Words.Length == 0 || (sense == UtteranceSense.BackChannel && !state.IsEarlyAnswer)) return Resume(state, step);
            state = Interrupted(state, step);
        }

        if (state.Words.Length == 0) return NothingUnderstood(state, step);
        var until = state.LastVoice + sense switch
        {
            UtteranceSense.Unfinished => step.Options.UnfinishedSilence,
            UtteranceSense.Opening => step.Options.OpeningSilence,
            UtteranceSense.Dictating => step.Options.DictationSilence,
            _ => TimeSpan.Zero,
        };
        if (!isLast && !state.Listening.IsLong && step.Now < until) return state with { HoldUntil = until };
        return HandOver(state, step);
    }

    private static TurnState NothingUnderstood(TurnState state, in Step step)
    {
        if (state.Phase == TurnPhase.Listening && state.Voiced >= step.Options.UnclearVoice)
            return Submit(state, TurnActionKind.SubmitUnclear, "", step);
        // A noise while the agent thinks changes nothing for what it thinks about.
        return state with { Voiced = TimeSpan.Zero, HoldUntil = null, QuietSince = step.Now };
    }

    private static TurnState HandOver(TurnState state, in Step step)
    {
        var isSame = step.Now - state.LastSubmittedAt < step.Options.RepeatWindow && state.LastSubmitted.Length > 0
            && SpokenSense.AreSame(state.Words, state.LastSubmitted);
        // Said again while the answer to it is on its way: that answer is the answer.
        if (isSame && state.Phase == TurnPhase.Thinking)
            return state with { Words = "", HoldUntil = null, Voiced = TimeSpan.Zero };
        return Submit(state, TurnActionKind.SubmitWords, state.Words, step);
    }

    private static TurnState WhileListening(TurnState state, in Step step)
    {
        if (state.Keys.Length > 0 && step.Now - state.LastKey >= step.Options.KeyPause)
        {
            // Who keys does not speak: what is heard meanwhile is not waited for.
            if (state.IsOpen) step.Do(TurnActionKind.DropSegment, state.Closed + 1);
            return Submit(state, TurnActionKind.SubmitKeys, state.Keys, step);
        }

        if (state.Keys.Length > 0 || state.IsOpen || IsAwaitingWords(state)) return state;
        if (state.HoldUntil is { } until && state.Words.Length > 0) return step.Now < until ? state : HandOver(state, step);
        if (state.Phase != TurnPhase.Listening) return state;
        var limit = state.Listening.ExpectsAnswer ? step.Options.AnswerWait : step.Options.DeadAir;
        return step.Now - state.QuietSince < limit ? state : Submit(state, TurnActionKind.SubmitSilence, "", step);
    }

    private static TurnState OnKey(TurnState state, char key, in Step step)
    {
        if (key == '#') return OnHash(state, step);
        if (!state.Listening.Keys) return state;
        state = Interrupted(state, step);
        if (state.IsOpen)
        {
            // The tone of a key is no speech, and who keys has stopped to speak.
            step.Do(TurnActionKind.DropSegment, state.Closed + 1);
            state = state with { IsOpen = false, Voiced = TimeSpan.Zero };
        }

        state = state with { Keys = state.Keys + key, LastKey = step.Now, QuietSince = step.Now, Words = "", HoldUntil = null };
        return state.Keys.Length < step.Options.MaxKeys ? state : Submit(state, TurnActionKind.SubmitKeys, state.Keys, step);
    }

    /// <summary>Ends what is keyed or said; over the agent's speech it skips the rest of it.</summary>
    private static TurnState OnHash(TurnState state, in Step step)
    {
        if (state.Keys.Length > 0)
        {
            if (state.IsOpen) step.Do(TurnActionKind.DropSegment, state.Closed + 1);
            return Submit(state, TurnActionKind.SubmitKeys, state.Keys, step);
        }

        if (state.Phase == TurnPhase.Speaking && !state.IsOpen) return Interrupted(state, step);
        if (state.IsOpen) return Close(state, step) with { HoldUntil = step.Now };
        return state.Words.Length > 0 && !IsAwaitingWords(state) ? HandOver(state, step) : state;
    }

    private static TurnState Interrupted(TurnState state, in Step step)
    {
        if (state.Phase != TurnPhase.Speaking) return state;
        step.Do(TurnActionKind.StopSpeech, state.Turn);
        return Listen(state, state.Listening, step.Now);
    }
}
