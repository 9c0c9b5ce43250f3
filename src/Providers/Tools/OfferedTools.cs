using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Tools;

/// <summary>All that a model may call in a turn: the host's tools, and the acts that are allowed.</summary>
internal static class OfferedTools
{
    /// <summary>Their names, descriptions and parameters, in an order that stays the same for a vendor's cache.</summary>
    public static IEnumerable<(string Name, string Description, JsonElement Parameters)> Of(MindRequest request) =>
        request.Tools.Select(tool => (tool.Name, tool.Description, tool.Parameters)).Concat(ActTools.For(request));
}
