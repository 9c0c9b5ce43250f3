using YemotAi.Providers;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.Claude;
using YemotAi.Providers.Codex;
using YemotAi.Providers.Ladder;
using YemotAi.Providers.OpenAi;
using YemotAi.Hosting.Settings;

namespace YemotAi.Hosting.Minds;

/// <summary>Which minds there are, each by its own section, and in what order they are asked.</summary>
public sealed record MindSettings
{
    /// <summary>The names of the sections, one list each.</summary>
    internal static readonly string[] Sections = ["Codex", "ClaudeCode", "OpenAi", "Anthropic", LadderOptions.Section];

    /// <summary>Section <c>Codex</c>: minds behind the Codex CLI. One entry named <c>codex</c> when there is none.</summary>
    public required IReadOnlyList<CodexOptions> Codex { get; init; }

    /// <summary>Section <c>ClaudeCode</c>: minds behind the Claude Code CLI. One entry named <c>claude</c> when there is none.</summary>
    public required IReadOnlyList<ClaudeCodeOptions> ClaudeCode { get; init; }

    /// <summary>Section <c>OpenAi</c>: models at OpenAI or a server like it. One entry named <c>openai</c> when there is none.</summary>
    public required IReadOnlyList<OpenAiOptions> OpenAi { get; init; }

    /// <summary>Section <c>Anthropic</c>: models at Anthropic. One entry named <c>anthropic</c> when there is none.</summary>
    public required IReadOnlyList<AnthropicOptions> Anthropic { get; init; }

    /// <summary>Section <c>Ladder</c>: when a mind is passed over for the next one.</summary>
    public required LadderOptions Ladder { get; init; }

    /// <summary>All of them.</summary>
    public IEnumerable<MindOptions> All => [.. Codex, .. ClaudeCode, .. OpenAi, .. Anthropic];

    internal static MindSettings Read(SettingsReader reader) => new()
    {
        Codex = reader.ReadList<CodexOptions>("Codex") ?? [new()],
        ClaudeCode = reader.ReadList<ClaudeCodeOptions>("ClaudeCode") ?? [new()],
        OpenAi = reader.ReadList<OpenAiOptions>("OpenAi") ?? [new()],
        Anthropic = reader.ReadList<AnthropicOptions>("Anthropic") ?? [new()],
        Ladder = reader.Read<LadderOptions>(LadderOptions.Section),
    };

    internal void Check(SettingsReader reader, ICollection<string> order)
    {
        Check(reader, "Codex", Codex);
        Check(reader, "ClaudeCode", ClaudeCode);
        Check(reader, "OpenAi", OpenAi);
        Check(reader, "Anthropic", Anthropic);
        foreach (var problem in Ladder.Problems()) reader.Problem($"{LadderOptions.Section}:{problem}");
        foreach (var twice in All.GroupBy(mind => mind.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Problem("Minds", $"{twice.Count()} minds have the name '{twice.Key}'; each needs its own, as in Codex:0:Name.");
        foreach (var shared in All.GroupBy(AccountOf, StringComparer.Ordinal).Where(group => group.Select(mind => mind.Name).Distinct().Count() > 1 && group.Select(LimitsOf).Distinct().Count() > 1))
            reader.Problem("Minds", $"the minds {string.Join(", ", shared.Select(mind => mind.Name))} share the account '{shared.Key}' but not MaxAtOnce and QueueLength; set the same for all of them.");
        foreach (var twice in order.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Problem("Minds", $"'{twice.Key}' is there {twice.Count()} times; allowed is each mind once.");
        foreach (var name in order.Where(name => All.All(mind => mind.Name != name)))
            reader.Problem("Minds", $"there is no mind '{name}'. Allowed: {string.Join(", ", All.Select(mind => mind.Name))}. The keyless one always comes last and is not named.");
    }

    /// <summary>The account in whose queue a mind waits.</summary>
    internal static string AccountOf(MindOptions mind) => mind.Account.Length > 0 ? mind.Account : mind.Name;

    private static (int, int) LimitsOf(MindOptions mind) => (mind.MaxAtOnce, mind.QueueLength);

    private static void Check(SettingsReader reader, string section, IReadOnlyList<MindOptions> minds)
    {
        for (var i = 0; i < minds.Count; i++)
        {
            foreach (var problem in minds[i].Problems()) reader.Problem($"{section}:{i}:{problem}");
        }
    }
}
