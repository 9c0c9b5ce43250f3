using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Writes the parameters of requests, and reads the ids in their answers.</summary>
internal static class AppServerMessages
{
    /// <summary>Of <c>initialize</c>: injected history and tools of the host are experimental.</summary>
    public static void Initialize(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("clientInfo");
        writer.WriteString("name", "yemotai");
        writer.WriteString("title", "YemotAi");
        writer.WriteString("version", "1");
        writer.WriteEndObject();
        writer.WriteStartObject("capabilities");
        writer.WriteBoolean("experimentalApi", true);
        writer.WriteBoolean("requestAttestation", false);
        writer.WriteStartArray("optOutNotificationMethods");
        foreach (var method in AppServerReader.Unwanted) writer.WriteStringValue(method);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Of <c>thread/start</c>: a thread of which nothing is kept on disk.</summary>
    public static void StartThread(
        Utf8JsonWriter writer, MindRequest request, string system, CodexOptions options, string folder)
    {
        writer.WriteString("model", options.Model);
        writer.WriteString("cwd", folder);
        writer.WriteString("approvalPolicy", "never");
        writer.WriteString("sandbox", "read-only");
        writer.WriteString("baseInstructions", system);
        writer.WriteBoolean("ephemeral", true);
        AppServerTools.Write(writer, request);
    }

    /// <summary>Of <c>thread/inject_items</c>: what was said before, as the model's own memory.</summary>
    public static void Inject(Utf8JsonWriter writer, string thread, IReadOnlyList<Exchange> history)
    {
        writer.WriteString("threadId", thread);
        writer.WriteStartArray("items");
        foreach (var turn in history)
        {
            Item(writer, "user", "input_text", turn.Said);
            Item(writer, "assistant", "output_text", turn.Answered);
        }

        writer.WriteEndArray();
    }

    /// <summary>Of <c>turn/start</c>.</summary>
    public static void StartTurn(Utf8JsonWriter writer, string thread, string words, CodexOptions options)
    {
        writer.WriteString("threadId", thread);
        writer.WriteString("model", options.Model);
        if (options.Effort.Length > 0) writer.WriteString("effort", options.Effort);
        writer.WriteStartArray("input");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", words);
        writer.WriteStartArray("text_elements");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <summary>Of <c>turn/interrupt</c>.</summary>
    public static void Interrupt(Utf8JsonWriter writer, string thread, string turn)
    {
        writer.WriteString("threadId", thread);
        writer.WriteString("turnId", turn);
    }

    /// <summary>The id in the answer to <c>thread/start</c>; empty when there is none.</summary>
    public static string ThreadOf(JsonElement result) => IdOf(result, "thread");

    /// <summary>The id in the answer to <c>turn/start</c>; empty when there is none.</summary>
    public static string TurnOf(JsonElement result) => IdOf(result, "turn");

    private static string IdOf(JsonElement result, string name) =>
        AppServerJson.Field(result, name) is { } one ? AppServerJson.Text(one, "id") : "";

    private static void Item(Utf8JsonWriter writer, string role, string kind, string text)
    {
        // Vendors refuse messages without a text.
        if (string.IsNullOrWhiteSpace(text)) return;
        writer.WriteStartObject();
        writer.WriteString("type", "message");
        writer.WriteString("role", role);
        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", kind);
        writer.WriteString("text", text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
