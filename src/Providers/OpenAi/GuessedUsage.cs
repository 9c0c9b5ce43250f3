using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Prompting;

namespace YemotAi.Providers.OpenAi;

/// <summary>
/// What a step used whose figures never came, because OpenAI tells them at a stream's end only: guessed from its words,
/// so that a budget sees it. Nothing for a step that gave no words: it failed, and failures are not billed.
/// </summary>
internal static class GuessedUsage
{
    // Hebrew has about two characters a token; of other languages it guesses too much rather than too little.
    private const int CharactersPerToken = 2;

    /// <summary>The guess.</summary>
    public static MindUsage Of(IAgentPrompt prompt, MindRequest request, AnswerText text)
    {
        if (!text.StepSpoke) return default;
        var read = prompt.SystemOf(request).Length + Conversation.Of(prompt, request).Sum(message => message.Words.Length);
        return new MindUsage(read / CharactersPerToken, 0, text.OfStep.Length / CharactersPerToken);
    }
}
