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
