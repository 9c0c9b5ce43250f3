using System.Text.Json;

namespace YemotAi.Providers.Codex;

/// <summary>
/// The entry of a model as the Codex CLI keeps them, with everything off that brings a tool of the CLI's own: from 0.156
/// tools come from the model's entry too, whatever the other settings say.
/// </summary>
internal static class CodexCatalogue
{
    private static readonly string[] TextOnly = ["text"];
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

    /// <summary>How many tokens a conversation may have: far more than a call needs, and no more than current models hold.</summary>
    private const int Window = 128_000;

    /// <summary>The catalogue with this model alone.</summary>
    public static string Of(string model, string effort) => JsonSerializer.Serialize(new
    {
        models = new[]
        {
            new
            {
                slug = model,
                display_name = model,
                description = "",
                default_reasoning_level = effort.Length > 0 ? effort : null,
                supported_reasoning_levels = effort.Length > 0
                    ? Efforts.Append(effort).Distinct().Select(level => new { effort = level, description = level }).ToArray()
                    : [],
                shell_type = "disabled",
                visibility = "list",
                supported_in_api = true,
                priority = 1,
                support_verbosity = false,
                truncation_policy = new { mode = "tokens", limit = 10_000 },
                context_window = Window,
                max_context_window = Window,
                experimental_supported_tools = Array.Empty<string>(),
                input_modalities = TextOnly,
                supports_search_tool = false,
                use_responses_lite = false,
                base_instructions = "",
            },
        },
    });
}
