using Xunit;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Flows;

namespace YemotAi.Unit.Yemot.Management;

public sealed class AgentByRecordingTests : IAsyncDisposable
{
    private readonly ScriptedEars _ears = new();
    private readonly RecordingLine _line;

    public AgentByRecordingTests() => _line = new RecordingLine(_ears);

    private static AgentPhrases Phrases => AgentPhrases.Hebrew;

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task What_was_recorded_is_what_the_mind_is_asked()
    {
        _ears.Words["/6/000.wav"] = "  one two ";
        Assert.Contains(",no,record,", await _line.TurnAsync(), StringComparison.Ordinal);
        Assert.StartsWith("read=t-you said one two", await _line.TurnAsync("/6/000.wav"), StringComparison.Ordinal);
        Assert.Equal(("6", "/6/000.wav"), Assert.Single(_ears.Asked));
    }

    [Fact]
    public async Task A_recording_is_transcribed_once_however_often_its_path_is_sent()
    {
        _ears.Words["a"] = "one";
        _ears.Words["b"] = "two";
        await _line.TurnAsync();
        var first = await _line.TurnAsync("a");
        Assert.Equal(first, await _line.TurnAsync());
        await _line.TurnAsync("b");
        Assert.Equal(["a", "b"], _ears.Asked.Select(asked => asked.Recording));
    }

    [Fact]
    public async Task What_was_understood_is_in_the_transcript()
    {
        _ears.Words["a"] = "one two";
        await _line.TurnAsync();
        await _line.TurnAsync("a");
        var transcript = await _line.HangUpAsync();
        Assert.Equal(["[a]", "one two"], transcript.Where(said => said.Speaker == Speaker.Caller).Select(said => said.Text));
    }

    [Fact]
    public async Task A_recorded_command_is_obeyed()
    {
        _ears.Words["a"] = "להתראות";
        await _line.TurnAsync();
        var bye = await _line.TurnAsync("a");
        Assert.Contains(RecordingLine.Spoken(Phrases.Goodbye), bye, StringComparison.Ordinal);
        Assert.EndsWith("go_to_folder=hangup", bye, StringComparison.Ordinal);
        Assert.Empty(_line.Mind.Requests);
    }

    [Fact]
    public async Task A_recorded_no_is_understood_where_a_message_is_offered()
    {
        _line.Mind.Replies = _ => new MindReply("message?", AgentAct.OfferMessage);
        _ears.Words["a"] = "question";
        _ears.Words["b"] = "לא תודה";
        await _line.TurnAsync();
        await _line.TurnAsync("a");
        Assert.Contains(RecordingLine.Spoken(Phrases.NoMessageThen), await _line.TurnAsync("b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_cannot_be_transcribed_is_asked_for_again_and_the_call_goes_on()
    {
        _ears.Words["b"] = "two";
        await _line.TurnAsync();
        var again = await _line.TurnAsync("unknown");
        Assert.Contains(RecordingLine.Spoken(Phrases.SayAgain), again, StringComparison.Ordinal);
        Assert.Contains(",no,record,", again, StringComparison.Ordinal);
        Assert.Contains("t-you said two", await _line.TurnAsync("b"), StringComparison.Ordinal);
        // One that was understood begins the count anew.
        Assert.Contains(RecordingLine.Spoken(Phrases.SayAgain), await _line.TurnAsync("unknown again"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_in_a_recording_is_asked_about_once_and_ends_the_call_the_second_time()
    {
        _ears.Words["a"] = " ";
        _ears.Words["b"] = "";
        await _line.TurnAsync();
        Assert.Contains(RecordingLine.Spoken(Phrases.SayAgain), await _line.TurnAsync("a"), StringComparison.Ordinal);
        var bye = await _line.TurnAsync("b");
        Assert.Contains(RecordingLine.Spoken(Phrases.SilentGoodbye), bye, StringComparison.Ordinal);
        Assert.EndsWith("go_to_folder=hangup", bye, StringComparison.Ordinal);
        Assert.Empty(_line.Mind.Requests);
    }

    [Fact]
    public async Task Who_cannot_be_heard_twice_leaves_a_message_before_the_call_ends()
    {
        await _line.TurnAsync();
        await _line.TurnAsync("x1");
        var asks = await _line.TurnAsync("x2");
        Assert.Contains(RecordingLine.Spoken(Phrases.CannotHear), asks, StringComparison.Ordinal);
        Assert.Contains(RecordingLine.Spoken(Phrases.AskMessage), asks, StringComparison.Ordinal);
        Assert.Contains(RecordingLine.Spoken(Phrases.MessageKept), await _line.TurnAsync("/6/message.wav"), StringComparison.Ordinal);
        Assert.Equal("/6/message.wav", Assert.Single(await _line.MessagesAsync()).Recording);
        Assert.EndsWith("go_to_folder=hangup", await _line.TurnAsync("x3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_be_heard_where_a_message_is_offered_leaves_one()
    {
        _line.Mind.Replies = _ => new MindReply("message?", AgentAct.OfferMessage);
        _ears.Words["a"] = "question";
        await _line.TurnAsync();
        await _line.TurnAsync("a");
        Assert.Contains(RecordingLine.Spoken(Phrases.OfferAgainSpoken), await _line.TurnAsync("x1"), StringComparison.Ordinal);
        Assert.Contains(RecordingLine.Spoken(Phrases.AskMessage), await _line.TurnAsync("x2"), StringComparison.Ordinal);
        await _line.TurnAsync("/6/message.wav");
        Assert.Single(await _line.MessagesAsync());
    }

    [Fact]
    public void An_agent_without_ears_cannot_listen_by_recording()
    {
        var line = new YemotExtensions(new YemotOptions(), _line.Mind);
        var services = new AgentServices(null!, null!, Ears: null);
        Assert.Throws<ArgumentException>(() => line.MapAgent(new AgentSettings { Listen = ListenBy.Recording }, services));
        line.MapAgent(new AgentSettings { Listen = ListenBy.Speech }, services);
    }
}
