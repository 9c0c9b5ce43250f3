using System.Globalization;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Prompting;

/// <summary>
/// The prompt of every mind that is a model. Its texts are in <c>Texts</c>; what it does itself is to put them
/// together so that a caller's words stay a caller's words.
/// </summary>
/// <param name="knowledge">What is known about the businesses.</param>
public sealed class AgentPrompt(IKnowledge knowledge) : IAgentPrompt
{
    /// <summary>The most of a retold conversation, in characters: the newest turns of some twenty minutes.</summary>
    public const int MaxTranscriptCharacters = 24_000;

    /// <summary>The most of what is said now, in characters; an agent has bounded it far below.</summary>
    public const int MaxSaidCharacters = 16_000;

    /// <summary>The most of one thing that was said or answered, in characters, where it is told again.</summary>
    public const int MaxRetoldCharacters = 4_000;

    /// <summary>
    /// From this length of an answer on nothing is said about it: the manner asks for short answers anyway, and a longer
    /// one is said in parts.
    /// </summary>
    private const int UsualCharacters = 300;

    private const string Zone = "Asia/Jerusalem";

    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    private static PromptTexts Texts => PromptTexts.Instance;

    /// <inheritdoc/>
    /// <remarks>
    /// What differs between calls of one business stands last, so that a cache serves the rest for all of them.
    /// </remarks>
    public string SystemOf(MindRequest request)
    {
        var (stable, call) = (StableSystemOf(request), CallSystemOf(request));
        return call.Length == 0 ? stable : $"{stable}\n\n{call}";
    }

    /// <inheritdoc/>
    public string StableSystemOf(MindRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = knowledge.NameOf(request.Business);
        var briefing = knowledge.Briefing(request.Business);
        var parts = new List<string>
        {
            Texts.Manner,
            name.Length > 0 ? Texts.Part("name", ("name", name)) : Texts.Part("nameless"),
            briefing.Length > 0 ? Texts.Part("briefing", ("briefing", briefing)) : Texts.Part("no_briefing"),
        };
        if (!string.IsNullOrWhiteSpace(request.Instructions))
            parts.Add(Texts.Part("instructions", ("instructions", request.Instructions.Trim())));
        return string.Join("\n\n", parts);
    }

    /// <inheritdoc/>
    public string CallSystemOf(MindRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Began == default ? "" : Began(request.Began);
    }

    /// <inheritdoc/>
    public string SaidOf(string said) => QuotedWords.OneLine(said, MaxSaidCharacters);

    /// <inheritdoc/>
    public string TurnOf(MindRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var said = SaidOf(request.Said);
        var heard = QuotedWords.OneLine(request.Ear?.Heard, MaxRetoldCharacters);
        var notes = new List<string>();
        if (request.MaxCharacters < UsualCharacters)
            notes.Add(Texts.Part("shorter", ("characters", request.MaxCharacters.ToString(CultureInfo.InvariantCulture))));
        if (heard.Length > 0) notes.Add(Texts.Part("heard", ("heard", heard)));
        return notes.Count == 0 ? said : $"{said}\n{Texts.Part("note", ("notes", string.Join(' ', notes)))}";
    }

    /// <inheritdoc/>
    public string RetoldTurnOf(MindRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var turn = TurnOf(request);
        if (request.History.Count == 0) return turn;
        var lines = new List<string>();
        var room = MaxTranscriptCharacters;
        for (var i = request.History.Count - 1; i >= 0; i--)
        {
            var retold = Retold(request.History[i]);
            if (retold.Length + 1 > room)
            {
                lines.Add(Texts.Part("left_out"));
                break;
            }

            room -= retold.Length + 1;
            lines.Add(retold);
        }

        lines.Reverse();
        return Texts.Part("transcript", ("lines", string.Join('\n', lines)), ("turn", turn));
    }

    private static string Retold(Exchange exchange)
    {
        var said = Texts.Part("said", ("words", QuotedWords.OneLine(exchange.Said, MaxRetoldCharacters)));
        var answered = QuotedWords.OneLine(exchange.Answered, MaxRetoldCharacters);
        return answered.Length == 0 ? said : $"{said}\n{Texts.Part("answered", ("words", answered))}";
    }

    private static string Began(DateTimeOffset began)
    {
        var there = TimeZoneInfo.ConvertTime(began, Israel);
        return Texts.Part(
            "began",
            ("day", there.ToString("dddd", CultureInfo.InvariantCulture)),
            ("date", there.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)),
            ("time", there.ToString("HH:mm", CultureInfo.InvariantCulture)),
            ("zone", Zone));
    }
}
