using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex.Exec;

/// <summary>What <c>codex exec --json</c> has told of a turn so far, line by line. Lines of no known kind are left out.</summary>
internal sealed class ExecEvents
{
    /// <summary>The session's id; null before it is told.</summary>
    public string? Thread { get; private set; }

    /// <summary>The turn has begun: the session was found.</summary>
    public bool Began { get; private set; }

    /// <summary>The turn is complete.</summary>
    public bool Completed { get; private set; }

    /// <summary>The answer: the last message before the turn was complete. Earlier ones are remarks on the way.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>What it says was used; of the turn or of the whole session, by version.</summary>
    public MindUsage Used { get; private set; }

    /// <summary>Why it failed, in its words: of the turn's failure, else the last trouble. Null when it told none.</summary>
    public string? Error { get; private set; }

    private bool _failed;

    /// <summary>Takes in a line.</summary>
    public void Add(ReadOnlyMemory<byte> line)
    {
        if (line.Length == 0 || line.Span[0] != '{') return;
        try
        {
            // The document takes the last of two properties with one name, which some versions write.
            using var json = JsonDocument.Parse(line);
            Add(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // Not of its protocol.
        }
    }

    private void Add(JsonElement told)
    {
        switch (Text(told, "type"))
        {
            case "thread.started":
                Thread = Text(told, "thread_id") ?? "";
                break;
            case "turn.started":
                Began = true;
                break;
            case "item.completed" when !Completed && told.TryGetProperty("item", out var item)
                && Text(item, "type") == "agent_message":
                Answer = Text(item, "text") ?? "";
                break;
            case "turn.completed":
                Completed = true;
                if (told.TryGetProperty("usage", out var usage)) Used = UsageOf(usage);
                break;
            case "turn.failed":
                _failed = true;
                Error = told.TryGetProperty("error", out var error) ? Text(error, "message") ?? "" : "";
                break;
            // Told of every retry as well, after which the turn may still succeed.
            case "error" when !_failed:
                Error = Text(told, "message") ?? "";
                break;
        }
    }

    private static MindUsage UsageOf(JsonElement usage) =>
        new(Number(usage, "input_tokens"), Number(usage, "cached_input_tokens"), Number(usage, "output_tokens"));

    private static long Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0
            ? number
            : 0;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
