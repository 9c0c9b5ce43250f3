using System.Text;
using System.Text.Json;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Claude;

/// <summary>
/// What <c>claude -p --output-format stream-json --include-partial-messages</c> has told of a turn so far, line by line.
/// Lines of no known kind are left out. Words go to the ear while they come.
/// </summary>
/// <param name="ear">Who takes in the words; null for nobody.</param>
/// <param name="hasForm">
/// The answer comes in a form: the program makes it a tool that the model calls, and what is said beside it is no part
/// of the answer.
/// </param>
/// <param name="most">The longest answer, in characters.</param>
internal sealed class ClaudeEvents(IAnswerEar? ear, bool hasForm, int most)
{
    private const string FormTool = "StructuredOutput";

    private readonly AnswerText _words = new(ear, most);
    private readonly StringBuilder _beside = new();
    private readonly StringBuilder _form = new();
    private readonly SpokenFormStream _said = new();
    private MindUsage _counted;
    private bool _inForm;

    /// <summary>The session's id; null before it is told.</summary>
    public string? Session { get; private set; }

    /// <summary>Its result; null before it is told.</summary>
    public ClaudeResult? Result { get; private set; }

    /// <summary>Why the model stopped, in the vendor's word; empty before it did.</summary>
    public string Stop { get; private set; } = "";

    /// <summary>
    /// The program asks the model again by itself: the answer has come, and what it does from here on is not wanted.
    /// </summary>
    public bool GoesOn { get; private set; }

    /// <summary>The answer is longer than it may be.</summary>
    public bool IsTooLong => _words.IsFull || _beside.Length > most || _form.Length > most * 2;

    /// <summary>Nothing is worth waiting for any more, though the program has not ended.</summary>
    public bool IsEnough =>
        GoesOn || IsTooLong || (Stop.Length > 0 && ClaudeErrors.OfStop(Stop) is not null)
        // Without the form the program goes on to ask for it, or calls it a failure; but the words are there.
        || (hasForm && Stop == "end_turn" && _form.Length == 0);

    /// <summary>
    /// The session holds just what was said, and may be gone on with. After an answer in a form it does not: when it is
    /// gone on with, the program puts "No response requested." behind the form, as if the model had said that.
    /// </summary>
    public bool IsSessionTrue => !hasForm && !GoesOn && Result is { Succeeded: true };

    /// <summary>The answer: the form as JSON where it came, else the words.</summary>
    public string Answer =>
        !hasForm ? _words.ToString() is { Length: > 0 } words ? words : (Result?.Text ?? "").TrimStart()
        : _form.Length > 0 ? _form.ToString()
        : _beside.Length > 0 ? _beside.ToString().TrimStart() : Result?.Text ?? "";

    /// <summary>What was used, as far as it was told.</summary>
    public MindUsage Used => Result is { } result && result.Used != default ? result.Used : _counted;

    /// <summary>Takes in a line.</summary>
    public void Add(ReadOnlyMemory<byte> line)
    {
        if (line.Length == 0 || line.Span[0] != '{' || Result is not null || GoesOn) return;
        try
        {
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
        switch (ClaudeJson.Text(told, "type"))
        {
            case "system" when ClaudeJson.Text(told, "subtype") == "init":
                Session = ClaudeJson.Text(told, "session_id");
                break;
            case "stream_event" when ClaudeJson.Object(told, "event") is { } happened:
                Happened(happened);
                break;
            case "user":
                GoesOn = IsOfItself(told);
                break;
            case "result":
                Result = ClaudeResult.Of(told);
                Session ??= Result.Session;
                break;
        }
    }

    private void Happened(JsonElement happened)
    {
        switch (ClaudeJson.Text(happened, "type"))
        {
            case "message_start" when Stop.Length > 0:
                GoesOn = true;
                break;
            case "message_start" when ClaudeJson.Object(happened, "message") is { } message:
                Count(message);
                break;
            case "content_block_start" when ClaudeJson.Object(happened, "content_block") is { } block:
                _inForm = hasForm && _form.Length == 0 && ClaudeJson.Text(block, "type") == "tool_use"
                    && ClaudeJson.Text(block, "name") == FormTool;
                break;
            case "content_block_stop":
                _inForm = false;
                break;
            case "content_block_delta" when ClaudeJson.Object(happened, "delta") is { } delta && !IsTooLong:
                Delta(delta);
                break;
            case "message_delta":
                Count(happened);
                if (ClaudeJson.Object(happened, "delta") is { } end && ClaudeJson.Text(end, "stop_reason") is { Length: > 0 } reason)
                    Stop = reason;
                break;
        }
    }

    private void Delta(JsonElement delta)
    {
        switch (ClaudeJson.Text(delta, "type"))
        {
            case "text_delta" when hasForm:
                _beside.Append(ClaudeJson.Text(delta, "text"));
                break;
            case "text_delta":
                _words.Add(ClaudeJson.Text(delta, "text"));
                break;
            case "input_json_delta" when _inForm:
                var more = ClaudeJson.Text(delta, "partial_json");
                _form.Append(more);
                _words.Add(_said.Add(more));
                break;
        }
    }

    // The figures of a message's end stand for the whole of it, and may leave out what its beginning said.
    private void Count(JsonElement of)
    {
        if (ClaudeJson.Object(of, "usage") is not { } usage) return;
        var now = ClaudeJson.Usage(usage);
        _counted = new(
            Math.Max(_counted.InputTokens, now.InputTokens),
            Math.Max(_counted.CachedInputTokens, now.CachedInputTokens),
            Math.Max(_counted.OutputTokens, now.OutputTokens));
    }

    /// <summary>
    /// The program speaks as if it were the user: that the form is missing, was not right, or that the model should go on.
    /// </summary>
    private static bool IsOfItself(JsonElement told)
    {
        if (told.TryGetProperty("isSynthetic", out var synthetic) && synthetic.ValueKind == JsonValueKind.True) return true;
        if (ClaudeJson.Object(told, "message") is not { } message
            || !message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        return content.EnumerateArray().Any(block => block.ValueKind == JsonValueKind.Object
            && block.TryGetProperty("is_error", out var failed) && failed.ValueKind == JsonValueKind.True);
    }
}
