using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Tools;

/// <summary>
/// What the agent can do, as tools that a model calls: it has then said what it wants done, and nothing is run. The
/// doing is the agent's, after the words.
/// </summary>
internal static class ActTools
{
    private static readonly JsonElement NoParameters = JsonElement.Parse(
        """{"type":"object","properties":{},"required":[],"additionalProperties":false}""");

    private static readonly (AgentAct Act, string Name, string Description)[] All =
    [
        (AgentAct.HangUp, "end_call", "Ends the call after your words. Call it when the caller has said goodbye or wants nothing more; say goodbye in the same answer."),
        (AgentAct.Transfer, "transfer_to_person", "Hands the caller to a person. Call it when the caller asks for a person. Say nothing in that answer: the telephone system announces it."),
        (AgentAct.TakeMessage, "take_message", "Records a message for the business after your words. Call it when the caller wants to leave a message; do not ask for the message yourself."),
        (AgentAct.OfferMessage, "offer_message", "Waits for yes or no after your words. Call it when you cannot help: in the same answer, ask whether the caller wants to leave a message."),
    ];

    /// <summary>The tools for those acts that a request allows, without a thing to run.</summary>
    public static IEnumerable<(string Name, string Description, JsonElement Parameters)> For(MindRequest request) =>
        All.Where(tool => request.Acts.Contains(tool.Act)).Select(tool => (tool.Name, tool.Description, NoParameters));

    /// <summary>The act that a called tool stands for; null when it is none that the request allows.</summary>
    public static AgentAct? ActOf(string tool, MindRequest request)
    {
        var found = Array.FindIndex(All, one => one.Name == tool && request.Acts.Contains(one.Act));
        return found < 0 ? null : All[found].Act;
    }

    /// <summary>The name of the tool for an act.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none: going on needs no tool.</exception>
    public static string NameOf(AgentAct act)
    {
        var found = Array.FindIndex(All, one => one.Act == act);
        return found < 0 ? throw new ArgumentOutOfRangeException(nameof(act), act, "It has no tool.") : All[found].Name;
    }
}
