using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Prompting;

/// <summary>Puts into words for a model what it should be and what is said to it.</summary>
public interface IAgentPrompt
{
    /// <summary>
    /// How to behave: the agent's manner, what is known of the business, its own instructions, the day. The same for all
    /// turns of a call, so that a vendor's cache serves it.
    /// </summary>
    string SystemOf(MindRequest request);

    /// <summary>
    /// The part of <see cref="SystemOf"/> that is the same for all calls of a business: a vendor's cache serves it from
    /// the second call on.
    /// </summary>
    string StableSystemOf(MindRequest request);

    /// <summary>The rest of <see cref="SystemOf"/>, which is of this call alone, such as its day; may be empty.</summary>
    string CallSystemOf(MindRequest request);

    /// <summary>
    /// A caller's words of now or of an earlier turn, made such that nothing in them can pass for a note of the
    /// telephone system: as <see cref="TurnOf"/> has them, without any note.
    /// </summary>
    string SaidOf(string said);

    /// <summary>
    /// What the caller says now, with what belongs to this turn alone: that the answer should be short, or what of an
    /// answer was already heard.
    /// </summary>
    string TurnOf(MindRequest request);

    /// <summary>
    /// As <see cref="TurnOf"/>, after all that was said before: for a mind that has lost the conversation and can only
    /// be told in one text.
    /// </summary>
    string RetoldTurnOf(MindRequest request);
}
