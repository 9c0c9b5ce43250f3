using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Tools;

/// <summary>
/// The form in which a mind without tools says its words and what should be done after them:
/// <c>{"say": "…", "then": "continue" | "end_call" | …}</c>.
/// </summary>
internal static class SpokenForm
{
    private const string Say = "say";
    private const string Then = "then";
    private const string GoOn = "continue";

    /// <summary>The JSON schema of the form, for the acts that a request allows; null when it allows none.</summary>
    public static string? SchemaOf(MindRequest request)
    {
        var acts = ActTools.For(request).ToList();
        if (acts.Count == 0) return null;
        var meaning = string.Join(' ', acts.Select(act => $"{act.Name}: {act.Description}").Prepend($"{GoOn}: Goes on listening."));
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["type"] = "object",
            ["properties"] = new Dictionary<string, object>
            {
                [Say] = new { type = "string", description = "The words that the caller hears, and nothing else." },
                [Then] = new Dictionary<string, object>
                {
                    ["type"] = "string",
                    ["enum"] = acts.Select(act => act.Name).Prepend(GoOn),
                    ["description"] = "What is done after the words. " + meaning,
                },
            },
            ["required"] = new[] { Say, Then },
            ["additionalProperties"] = false,
        });
    }

    /// <summary>An answer in the form with these words, as a model gives it.</summary>
    public static string Of(string words, AgentAct act) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        [Say] = words, [Then] = act == AgentAct.Continue ? GoOn : ActTools.NameOf(act),
    });

    /// <summary>
    /// The words and the act of an answer. One that is not in the form is words; but one that begins as the form does
    /// and is not whole would be heard as signs and letters, so it has no words.
    /// </summary>
    public static (string Words, AgentAct Act) Read(string answer, MindRequest request)
    {
        if (!answer.AsSpan().TrimStart().StartsWith("{")) return (answer, AgentAct.Continue);
        try
        {
            using var json = JsonDocument.Parse(answer);
            if (json.RootElement.TryGetProperty(Say, out var say) && say.ValueKind == JsonValueKind.String)
            {
                var then = json.RootElement.TryGetProperty(Then, out var act) && act.ValueKind == JsonValueKind.String
                    ? ActTools.ActOf(act.GetString()!, request)
                    : null;
                return (say.GetString()!, then ?? AgentAct.Continue);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or not whole.
        }

        return request.Acts.Count > 0 ? ("", AgentAct.Continue) : (answer, AgentAct.Continue);
    }
}
