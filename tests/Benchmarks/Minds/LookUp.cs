using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Benchmarks.Minds;

/// <summary>A tool such as an agent offers. The simulated model does not call it; that it is offered is what is measured.</summary>
internal static class LookUp
{
    public static MindTool Tool { get; } = new(
        "find_answer",
        "Looks up a caller's question in the business's own facts and gives the exact answer in Hebrew. Use it for opening "
            + "hours on a certain day, prices, address and services when you are not certain.",
        JsonElement.Parse("""
            {
              "type": "object",
              "properties": {"question": {"type": "string", "description": "The question in Hebrew, complete in itself."}},
              "required": ["question"],
              "additionalProperties": false
            }
            """),
        static (_, _) => Task.FromResult("Nothing is known about that."));
}
