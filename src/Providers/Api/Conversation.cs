using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;

namespace YemotAi.Providers.Api;

/// <summary>A conversation as messages: what came before, and what is said now.</summary>
internal static class Conversation
{
    // Vendors refuse a message without words.
    private const string Silence = "…";

    /// <summary>The messages, oldest first. An answer without words is left out: it was an act.</summary>
    public static IEnumerable<(bool IsCaller, string Words)> Of(IAgentPrompt prompt, MindRequest request)
    {
        foreach (var turn in request.History)
        {
            yield return (true, Words(turn.Said));
            if (!string.IsNullOrWhiteSpace(turn.Answered)) yield return (false, turn.Answered);
        }

        yield return (true, Words(prompt.TurnOf(request)));
    }

    private static string Words(string said) => string.IsNullOrWhiteSpace(said) ? Silence : said;
}
