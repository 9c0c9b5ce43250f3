using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Claude;

/// <summary>The last line of a turn, <c>type: result</c>.</summary>
internal sealed record ClaudeResult
{
    /// <summary>It says that all went well: an error may have the subtype <c>success</c>, so both are asked for.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The session's id.</summary>
    public required string Session { get; init; }

    /// <summary>The answer; of a failure, words about it.</summary>
    public required string Text { get; init; }

    /// <summary>Of a failure, the vendor's status; 0 for none.</summary>
    public required int Status { get; init; }

    /// <summary>How it ended, in the program's word: <c>completed</c>, <c>api_error</c>, <c>prompt_too_long</c> and others.</summary>
    public required string Ending { get; init; }

    /// <summary>What was used.</summary>
    public required MindUsage Used { get; init; }

    /// <summary>Reads it.</summary>
    public static ClaudeResult Of(JsonElement told)
    {
        var status = ClaudeJson.Number(told, "api_error_status");
        var errors = told.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.String).Select(error => error.GetString()!)
            : [];
        return new()
        {
            Succeeded = ClaudeJson.Text(told, "subtype") == "success"
                && told.TryGetProperty("is_error", out var failed) && failed.ValueKind == JsonValueKind.False,
            Session = ClaudeJson.Text(told, "session_id"),
            Text = string.Join('\n', errors.Prepend(ClaudeJson.Text(told, "result"))),
            Status = status is >= 100 and <= 599 ? (int)status : 0,
            Ending = ClaudeJson.Text(told, "terminal_reason"),
            Used = ClaudeJson.Object(told, "usage") is { } usage ? ClaudeJson.Usage(usage) : default,
        };
    }
}
