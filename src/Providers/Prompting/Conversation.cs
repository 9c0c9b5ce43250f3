using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Prompting;

/// <summary>
/// A conversation as messages, for a model that is told each turn as one: what came before, and what is said now. The
/// caller and the agent take turns strictly, as some servers demand.
/// </summary>
internal static class Conversation
{
    /// <summary>The most of what came before, in characters: the newest turns of some twenty minutes.</summary>
    public const int MaxCharacters = 24_000;

    /// <summary>The most of one thing that was said or answered, in characters, where it is told again.</summary>
    private const int MaxRetoldCharacters = 4_000;

    // Vendors refuse a message without words.
    private const string Silence = "…";

    /// <summary>The messages, oldest first.</summary>
    /// <param name="prompt">Puts into words what is said.</param>
    /// <param name="request">The turn.</param>
    /// <param name="most">The most of what came before, in characters.</param>
    public static IEnumerable<(bool IsCaller, string Words)> Of(IAgentPrompt prompt, MindRequest request, int most = MaxCharacters)
    {
        foreach (var turn in Before(prompt, request, most))
        {
            yield return (true, turn.Said);
            yield return (false, turn.Answered);
        }

        yield return (true, Words(prompt.TurnOf(request)));
    }

    /// <summary>What came before, oldest first, with words of both sides in each exchange.</summary>
    /// <remarks>
    /// The oldest are left out in blocks: one at a time would change the beginning in every turn, and a vendor's cache
    /// would find nothing.
    /// </remarks>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<Exchange> Before(IAgentPrompt prompt, MindRequest request, int most = MaxCharacters)
    {
        var told = Told(prompt, request);
        var excess = told.Sum(Length) - most;
        if (excess <= 0) return told;
        var block = Math.Max(1, most / 3);
        var leaveOut = (excess + block - 1) / block * block;
        var (from, before) = (0, 0);
        while (from < told.Count && before < leaveOut) before += Length(told[from++]);
        return told[from..];
    }

    /// <summary>How long what came before is, where it is bounded already, in characters.</summary>
    public static int LengthBefore(IAgentPrompt prompt, MindRequest request) => Before(prompt, request).Sum(Length);

    private static List<Exchange> Told(IAgentPrompt prompt, MindRequest request) =>
        [.. request.History.Select(turn => new Exchange(Words(QuotedWords.Cut(prompt.SaidOf(turn.Said), MaxRetoldCharacters)), Answered(turn.Answered)))];

    // An answer without words was an act.
    private static string Answered(string answered) => string.IsNullOrWhiteSpace(answered)
        ? PromptTexts.Instance.Part("acted")
        : QuotedWords.Cut(answered, MaxRetoldCharacters);

    private static string Words(string said) => string.IsNullOrWhiteSpace(said) ? Silence : said;

    private static int Length(Exchange turn) => turn.Said.Length + turn.Answered.Length;
}
