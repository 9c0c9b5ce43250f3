using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Claude;

namespace YemotAi.Minds.Claude;

/// <summary>What is read of the lines of the Claude Code CLI, whatever they are.</summary>
public sealed class ClaudeEventsTests
{
    private const string Begin = """{"type":"stream_event","event":{"type":"message_start","message":{"usage":{"input_tokens":100,"cache_read_input_tokens":30,"cache_creation_input_tokens":20,"output_tokens":1}}}}""";
    private const string Done = """{"type":"result","subtype":"success","is_error":false,"session_id":"s","result":"שלום עולם","usage":{"input_tokens":100,"cache_read_input_tokens":30,"cache_creation_input_tokens":20,"output_tokens":9}}""";
    private const string FormBegins = """{"type":"stream_event","event":{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","name":"StructuredOutput","input":{}}}}""";
    private const string FormMissing = """{"type":"user","isSynthetic":true,"message":{"role":"user","content":[{"type":"text","text":"You MUST call the StructuredOutput tool"}]}}""";

    private static string Word(string text) =>
        """{"type":"stream_event","event":{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":""" + JsonSerializer.Serialize(text) + "}}}";

    private static string Piece(string json) =>
        """{"type":"stream_event","event":{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""" + JsonSerializer.Serialize(json) + "}}}";

    private static string Stop(string reason) =>
        """{"type":"stream_event","event":{"type":"message_delta","delta":{"stop_reason":""" + reason + """},"usage":{"output_tokens":9}}}""";

    private static ClaudeEvents Read(TestEar? ear, bool hasForm, params string[] lines)
    {
        var events = new ClaudeEvents(ear, hasForm, 1000);
        foreach (var line in lines) events.Add(Encoding.UTF8.GetBytes(line));
        return events;
    }

    [Fact]
    public void Words_go_to_the_ear_and_the_result_tells_what_was_used()
    {
        var ear = new TestEar();
        var events = Read(ear, false, """{"type":"system","subtype":"init","session_id":"s"}""", Begin, Word(" שלום"), Word(" עולם"), Stop("\"end_turn\""));
        Assert.Equal(("שלום עולם", "שלום עולם", false), (ear.Words, events.Answer, events.IsEnough));
        Assert.Equal(new MindUsage(150, 30, 9), events.Used);
        events.Add(Encoding.UTF8.GetBytes(Done));
        Assert.Equal(("s", true), (events.Session, events.Result?.Succeeded));
        Assert.Equal(new MindUsage(150, 30, 9), events.Used);
    }

    [Fact]
    public void Without_single_words_the_result_has_the_answer() => Assert.Equal("שלום עולם", Read(null, false, Done).Answer);

    [Fact]
    public void Of_a_form_the_ear_hears_the_words_alone()
    {
        var ear = new TestEar();
        var events = Read(ear, true, Begin, Word("beside"), FormBegins, Piece("{\"say\": \"של"), Piece("ום"));
        Assert.Equal("שלום", ear.Words);
        foreach (var line in new[] { Piece(" \\\"\\u05d0\\\"\",\"then\""), Piece(":\"end_call\"}"), Stop("\"tool_use\"") }) events.Add(Encoding.UTF8.GetBytes(line));
        Assert.Equal("שלום \"א\"", ear.Words);
        Assert.Equal("""{"say": "שלום \"\u05d0\"","then":"end_call"}""", events.Answer);
        Assert.False(events.IsEnough);
    }

    [Fact]
    public void An_answer_without_its_form_is_enough()
    {
        var ear = new TestEar();
        var events = Read(ear, true, Begin, Word("שלום"), Stop("\"end_turn\""));
        Assert.Equal(("שלום", "", true), (events.Answer, ear.Words, events.IsEnough));
    }

    [Fact]
    public void What_the_program_asks_by_itself_is_not_read()
    {
        var events = Read(null, true, Begin, FormBegins, Piece("{\"say\":1}"), Stop("\"tool_use\""), FormMissing, Begin, Word("again"), Done);
        Assert.Equal(("{\"say\":1}", true, null), (events.Answer, events.GoesOn, events.Result));
    }

    [Theory]
    [InlineData("refusal", MindFailure.Safety)]
    [InlineData("max_tokens", MindFailure.Unusable)]
    [InlineData("model_context_window_exceeded", MindFailure.ContextFull)]
    public void A_stop_that_is_a_failure_is_enough(string reason, MindFailure failure)
    {
        var events = Read(null, false, Begin, Word("שלום"), Stop($"\"{reason}\""));
        Assert.True(events.IsEnough);
        Assert.Equal(failure, ClaudeErrors.OfStop(events.Stop)?.Failure);
    }

    [Fact]
    public void An_answer_without_end_is_bounded()
    {
        var ear = new TestEar();
        var events = Read(ear, false, [Begin, .. Enumerable.Repeat(Word(new string('א', 400)), 10)]);
        Assert.Equal((true, true, 1000), (events.IsTooLong, events.IsEnough, ear.Words.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Error: something")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"type\":5}")]
    [InlineData("{\"type\":\"stream_event\"}")]
    [InlineData("{\"type\":\"stream_event\",\"event\":[]}")]
    [InlineData("{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"delta\":\"x\"}}")]
    [InlineData("{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":{}}}}")]
    [InlineData("{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"\\ud800\"}}}")]
    [InlineData("{\"type\":\"stream_event\",\"event\":{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":7},\"usage\":{\"input_tokens\":-5,\"output_tokens\":1e99}}}")]
    [InlineData("{\"type\":\"user\",\"message\":{\"content\":[1,null,{\"is_error\":\"x\"}]}}")]
    [InlineData("{\"type\":\"system\",\"subtype\":7}")]
    public void A_line_that_is_none_of_the_protocol_does_nothing(string line)
    {
        var events = Read(null, false, line, Begin, Word("שלום"), line, Stop("\"end_turn\""), line, Done, line);
        Assert.Equal(("שלום", true, false), (events.Answer, events.Result?.Succeeded, events.GoesOn));
    }

    [Theory]
    [InlineData("""{"type":"result"}""", 0)]
    [InlineData("""{"type":"result","subtype":"success","is_error":"false","session_id":7,"result":{},"usage":[],"errors":[1]}""", 0)]
    [InlineData("""{"type":"result","subtype":"success","is_error":true,"api_error_status":401,"result":"x"}""", 401)]
    [InlineData("""{"type":"result","subtype":"success","is_error":true,"api_error_status":99999}""", 0)]
    [InlineData("""{"type":"result","subtype":"error_during_execution","is_error":false,"errors":["No conversation found"]}""", 0)]
    public void A_result_that_does_not_say_so_is_no_success(string line, int status)
    {
        var result = Read(null, false, line).Result;
        Assert.Equal((false, status), (result?.Succeeded, result?.Status));
    }

    [Theory]
    [InlineData(401, "api_error", "Failed to authenticate. API Error: 401 sk-secret", MindFailure.Refused)]
    [InlineData(404, "api_error", "There's an issue with the selected model", MindFailure.Refused)]
    [InlineData(429, "api_error", "API Error: Request rejected (429)", MindFailure.RateLimited)]
    [InlineData(500, "api_error", "API Error: 500", MindFailure.Unavailable)]
    [InlineData(529, "api_error", "API Error: Overloaded", MindFailure.Unavailable)]
    [InlineData(400, "prompt_too_long", "Prompt is too long", MindFailure.ContextFull)]
    [InlineData(413, "image_error", "Request too large (max 32MB).", MindFailure.ContextFull)]
    [InlineData(400, "api_error", "Credit balance is too low", MindFailure.Quota)]
    [InlineData(400, "api_error", "API Error: 400 Output blocked by content filtering policy", MindFailure.Safety)]
    [InlineData(0, "api_error", "API Error: Haiku 5.5 can't help with this.", MindFailure.Safety)]
    [InlineData(0, "api_error", "API Error: Claude's response exceeded the 4096 output token maximum.", MindFailure.Unusable)]
    [InlineData(400, "api_error", "API Error: 400 something: bad", MindFailure.Bug)]
    [InlineData(0, "api_error", "API Error: Connection refused (ECONNREFUSED)", MindFailure.Unavailable)]
    [InlineData(0, "", "", MindFailure.Unavailable)]
    public void A_failure_is_known_by_status_and_words_and_repeats_none(int status, string ending, string said, MindFailure failure)
    {
        var error = ClaudeErrors.Of(status, ending, said);
        Assert.Equal(failure, error.Failure);
        if (said.Length > 0) Assert.DoesNotContain(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
