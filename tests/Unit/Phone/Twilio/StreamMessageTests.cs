using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Phone.Twilio.Media;
using StreamWriter = YemotAi.Phone.Twilio.Media.StreamWriter;

namespace YemotAi.Unit.Phone.Twilio;

public sealed class StreamMessageTests
{
    private const string Sid = "MZ0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("""{"event":"media","streamSid":"$","media":{"payload":"AAEC"}}""", "media")]
    [InlineData("""{ "streamSid":"$", "media" : {"payload":""}, "event":"media"}""", "media")]
    [InlineData("""{"event":"mark","streamSid":"$","mark":{"name":"x"}}""", "mark")]
    [InlineData("""{"event":"clear","streamSid":"$"}""", "clear")]
    public void The_three_messages_are_taken(string message, string name)
    {
        var read = Read(message, out var wrong);
        Assert.Equal("", wrong);
        Assert.Equal(name, read!.Event);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"event":"media"}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"AAEC"}}""")]
    [InlineData("""{"event":"media","media":{"payload":"AAEC"}}""")]
    [InlineData("""{"event":"media","streamSid":"$"}""")]
    [InlineData("""{"event":"media","streamSid":"$","media":"AAEC"}""")]
    [InlineData("""{"event":"media","streamSid":"$","media":{}}""")]
    [InlineData("""{"event":"media","streamSid":"$","media":{"payload":5}}""")]
    [InlineData("""{"event":"media","streamSid":"$","media":{"payload":"not base64!"}}""")]
    [InlineData("""{"event":"media","streamSid":"$","media":{"payload":"AAEC","track":"outbound"}}""")]
    [InlineData("""{"event":"media","streamSid":"$","media":{"payload":"AAEC"},"turn":1}""")]
    [InlineData("""{"event":"media","sequenceNumber":"1","streamSid":"$","media":{"payload":"AAEC"}}""")]
    [InlineData("""{"event":"mark","streamSid":"$","mark":{"name":"x","more":1}}""")]
    [InlineData("""{"event":"mark","streamSid":"$","mark":{"name":1}}""")]
    [InlineData("""{"event":"clear","streamSid":"$","clear":{}}""")]
    [InlineData("""{"event":"dtmf","streamSid":"$","dtmf":{"digit":"1"}}""")]
    [InlineData("""{"event":5,"streamSid":"$"}""")]
    public void Anything_else_is_not(string message)
    {
        Assert.Null(Read(message, out var wrong));
        Assert.NotEqual("", wrong);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_not_taken()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes("{\"event\":\""), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\"}")];
        Assert.Null(StreamMessage.Read(broken, Sid, out var wrong));
        Assert.NotEqual("", wrong);
    }

    [Fact]
    public void Twilios_own_messages_have_their_form()
    {
        var writer = new StreamWriter("AC1", "CA1", Sid);
        AssertJson("""{"event":"connected","protocol":"Call","version":"1.0.0"}""", StreamWriter.Connected());
        AssertJson(
            """
            {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"$","callSid":"CA1","tracks":["inbound"],
            "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"name":"דנה \"x\""}},"streamSid":"$"}
            """,
            writer.Start(new Dictionary<string, string> { ["name"] = "דנה \"x\"" }));
        AssertJson("""{"event":"media","sequenceNumber":"2","media":{"track":"inbound","chunk":"1","timestamp":"0","payload":"AAEC"},"streamSid":"$"}""", writer.Media(0, [0, 1, 2]));
        AssertJson("""{"event":"dtmf","streamSid":"$","sequenceNumber":"3","dtmf":{"track":"inbound_track","digit":"#"}}""", writer.Key('#'));
        AssertJson("""{"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2","timestamp":"140","payload":""},"streamSid":"$"}""", writer.Media(7, []));
        AssertJson("""{"event":"mark","sequenceNumber":"5","streamSid":"$","mark":{"name":"x"}}""", writer.Mark("x"));
        AssertJson("""{"event":"stop","sequenceNumber":"6","stop":{"accountSid":"AC1","callSid":"CA1"},"streamSid":"$"}""", writer.Stop());
    }

    private static void AssertJson(string expected, string actual)
    {
        using var right = JsonDocument.Parse(expected.Replace("$", Sid, StringComparison.Ordinal));
        using var written = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(right.RootElement, written.RootElement), actual);
    }

    private static StreamMessage? Read(string message, out string wrong) =>
        StreamMessage.Read(Encoding.UTF8.GetBytes(message.Replace("$", Sid, StringComparison.Ordinal)), Sid, out wrong);
}
