using YemotAi.Calls.Actors;
using YemotAi.Calls.Voice.Speaking;

namespace YemotAi.Calls.Voice;

/// <summary>What a spoken conversation needs of its call.</summary>
internal interface IVoiceHost
{
    /// <summary>What the engine gives the call.</summary>
    IActorContext Context { get; }

    /// <summary>
    /// Hands the caller's answer to the handler and waits for what it says next; the answer of a question that only
    /// passes time is not looked at. Null when the call is over.
    /// </summary>
    /// <param name="heard">What was heard, as <see cref="VoiceHeard"/> writes it.</param>
    /// <param name="name">Names this turn: the same is never handed over twice.</param>
    Task<VoiceAnswer?> AnswerAsync(string heard, string name);

    /// <summary>
    /// The caller interrupts while a mind is answering: it is stopped, and its answer is what was heard of it. False when
    /// no mind is: what the handler does then is not stopped, and what it says of it must be heard.
    /// </summary>
    bool CutMind(string heard);

    /// <summary>A sentence was heard to its end: should the line be lost, the next one goes on after it.</summary>
    void Spoke(SpokenPlace place);

    /// <summary>The caller has interrupted an answer that was known to its end.</summary>
    /// <param name="heard">What was heard of it.</param>
    void Interrupted(string heard);

    /// <summary>The conversation has nothing more to do over this line; what follows is in the last answer.</summary>
    void LeaveLine();

    /// <summary>Something failed, and the conversation goes on or finds its own way out.</summary>
    void Complain(Exception error, string what);

    /// <summary>For the log: how a step of the conversation went.</summary>
    void Note(string step, TimeSpan took);

    /// <summary>The answer to a turn is heard: how long the caller waited for what.</summary>
    void Answered(TurnTimes times);
}
