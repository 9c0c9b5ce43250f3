using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Agent;

/// <summary>What an agent lets a model call while it answers.</summary>
internal static class AgentTools
{
    private const int LongestQuestion = 500;

    private static readonly JsonElement Question = JsonElement.Parse("""
        {
          "type": "object",
          "properties": {"question": {"type": "string", "description": "The question in Hebrew, complete in itself."}},
          "required": ["question"],
          "additionalProperties": false
        }
        """);

    /// <summary>
    /// Finds an answer in the business's own facts: what it computes itself, such as whether it is open at a time, a
    /// model should not work out.
    /// </summary>
    public static MindTool FindAnswer(IKnowledge knowledge, string business, DateTimeOffset now) => new(
        "find_answer",
        "Looks up a caller's question in the business's own facts and gives the exact answer in Hebrew. Use it for opening "
            + "hours on a certain day, prices, address and services when you are not certain.",
        Question,
        (arguments, _) => Task.FromResult(Find(knowledge, business, now, arguments)));

    private static string Find(IKnowledge knowledge, string business, DateTimeOffset now, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object
            || !arguments.TryGetProperty("question", out var question)
            || question.ValueKind != JsonValueKind.String)
            return "The argument 'question' is missing.";
        var asked = question.GetString()!;
        if (asked.Length > LongestQuestion) asked = asked[..LongestQuestion];
        return knowledge.Find(business, asked, now)?.Text ?? "Nothing is known about that.";
    }
}
