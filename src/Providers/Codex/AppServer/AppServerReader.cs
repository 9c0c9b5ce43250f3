using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Reads what an app-server tells of its own accord.</summary>
internal static class AppServerReader
{
    /// <summary>Notifications that nobody here needs: the server is asked not to send them.</summary>
    public static readonly string[] Unwanted =
    [
        "thread/started", "thread/status/changed", "thread/closed", "thread/settings/updated", "turn/started",
        "turn/diff/updated", "turn/plan/updated", "account/rateLimits/updated", "account/updated",
        "remoteControl/status/changed", "configWarning", "warning", "deprecationNotice", "skills/changed",
        "app/list/updated", "mcpServer/startupStatus/updated", "item/reasoning/summaryTextDelta",
        "item/reasoning/summaryPartAdded", "item/reasoning/textDelta", "item/plan/delta",
    ];

    /// <summary>What a notification tells of a turn; null when nothing that is needed.</summary>
    public static AppServerEvent? EventOf(string method, JsonElement parameters) => method switch
    {
        "item/agentMessage/delta" => new AppServerEvent.Words(
            Turn(parameters), AppServerJson.Text(parameters, "itemId"), AppServerJson.Text(parameters, "delta")),
        "item/started" => Message(parameters) is { } item
            ? new AppServerEvent.MessageBegan(Turn(parameters), AppServerJson.Text(item, "id"), IsCommentary(item))
            : null,
        "item/completed" => Message(parameters) is { } item
            ? new AppServerEvent.MessageEnded(Turn(parameters), AppServerJson.Text(item, "text"), IsCommentary(item))
            : null,
        "thread/tokenUsage/updated" => Used(parameters),
        "turn/completed" => Ended(parameters),
        _ => null,
    };

    /// <summary>The model's call of a tool.</summary>
    public static AppServerEvent.ToolCalled CallOf(string request, JsonElement parameters) => new(
        Turn(parameters),
        request,
        AppServerJson.Text(parameters, "tool"),
        AppServerJson.Field(parameters, "arguments") is { } arguments ? arguments.Clone() : default);

    private static string Turn(JsonElement parameters) => AppServerJson.Text(parameters, "turnId");

    private static JsonElement? Message(JsonElement parameters) =>
        AppServerJson.Field(parameters, "item") is { } item && AppServerJson.Text(item, "type") == "agentMessage" ? item : null;

    private static bool IsCommentary(JsonElement item) => AppServerJson.Text(item, "phase") == "commentary";

    private static AppServerEvent.Used? Used(JsonElement parameters)
    {
        if (AppServerJson.Field(parameters, "tokenUsage") is not { } usage
            || AppServerJson.Field(usage, "last") is not { } last)
        {
            return null;
        }

        return new(Turn(parameters), new MindUsage(
            AppServerJson.Count(last, "inputTokens"),
            AppServerJson.Count(last, "cachedInputTokens"),
            AppServerJson.Count(last, "outputTokens")));
    }

    private static AppServerEvent.Ended? Ended(JsonElement parameters)
    {
        if (AppServerJson.Field(parameters, "turn") is not { } turn) return null;
        return new(AppServerJson.Text(turn, "id"), AppServerJson.Text(turn, "status") switch
        {
            "completed" => null,
            "failed" => AppServerErrors.Of(AppServerJson.Field(turn, "error") ?? default),
            _ => new MindException(MindFailure.Unavailable, "The Codex app-server broke the turn off."),
        });
    }
}
