using System.Text;
using Xunit;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>Every message of protocol 1.1, and everything that only looks like one.</summary>
public sealed class StreamMessageReaderTests
{
    private const string StartMessage =
        """{"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1","callSid":"CA1","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"token":"t:1","name":"שלום"}},"streamSid":"MZ1"}""";

    private const string MediaMessage =
        """{"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"AQL/"},"streamSid":"MZ1"}""";

    private readonly MediaSocketOptions _options = new();
    private readonly StreamMessageReader _reader;

    public StreamMessageReaderTests() => _reader = new StreamMessageReader(_options);

    [Fact]
    public void Connected_is_read() => Assert.Equal(
        (StreamEvent.Connected, MediaProblem.None), Kind("""{"event":"connected","protocol":"Call","version":"1.0.0"}"""));

    [Fact]
    public void Start_is_read()
    {
        var message = Read(StartMessage);
        Assert.Equal((StreamEvent.Start, MediaProblem.None, 1), (message.Event, message.Problem, message.Sequence));
        Assert.Equal(("MZ1", "CA1", "AC1"), (message.Start!.StreamSid, message.Start.CallSid, message.Start.AccountSid));
        Assert.Equal([new("name", "שלום"), new("token", "t:1")], message.Start.Parameters.OrderBy(parameter => parameter.Key));
    }

    [Theory]
    [InlineData(MediaMessage)]
    [InlineData("""{"streamSid":"MZ1","media":{"payload":"AQL\/","timestamp":5,"chunk":2},"sequenceNumber":4,"event":"media"}""")]
    [InlineData("""{"event":"media","new":{"a":[1,{"b":null}]},"sequenceNumber":"4","media":{"chunk":"2","more":[],"timestamp":"5","payload":"AQL/"},"streamSid":"MZ1"}""")]
    public void Sound_is_read_in_whatever_order_and_with_whatever_else(string text)
    {
        var message = Read(text);
        Assert.Equal(
            (StreamEvent.Media, MediaProblem.None, 4, 2, 5), (message.Event, message.Problem, message.Sequence, message.Chunk, message.Timestamp));
        Assert.Equal([1, 2, 255], _reader.Sound[..message.SoundBytes].ToArray());
    }

    [Fact]
    public void A_key_is_read()
    {
        var message = Read("""{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"5","dtmf":{"track":"inbound_track","digit":"#"}}""");
        Assert.Equal((StreamEvent.Dtmf, 5, '#'), (message.Event, message.Sequence, message.Digit));
    }

    [Theory]
    [InlineData("2:15", 2L, 15L)]
    [InlineData("0:0", 0L, 0L)]
    public void A_mark_of_ours_is_read(string name, long epoch, long before) => Assert.Equal(
        new StreamMark(epoch, before), Read($$$"""{"event":"mark","sequenceNumber":"4","streamSid":"MZ1","mark":{"name":"{{{name}}}"}}""").Mark);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("1:2:3")]
    [InlineData("-1:2")]
    [InlineData("1:99999999999999999999")]
    public void A_mark_of_somebody_else_is_none_of_ours(string name)
    {
        var message = Read($$$"""{"event":"mark","mark":{"name":"{{{name}}}"}}""");
        Assert.Equal((StreamEvent.Mark, MediaProblem.None, null), (message.Event, message.Problem, message.Mark));
    }

    [Fact]
    public void Stop_is_read() => Assert.Equal(
        (StreamEvent.Stop, MediaProblem.None), Kind("""{"event":"stop","sequenceNumber":"5","stop":{"accountSid":"AC1","callSid":"CA1"},"streamSid":"MZ1"}"""));

    [Theory]
    [InlineData("""{"event":"media","streamSid":"MZ2","media":{"chunk":"1","payload":""}}""")]
    [InlineData("""{"event":"stop","streamSid":"MZ1","stop":{"callSid":"CA2"}}""")]
    [InlineData("""{"event":"mark","streamSid":"MZ2","mark":{"name":"0:1"}}""")]
    public void What_is_of_another_stream_is_a_problem_once_the_stream_is_known(string text)
    {
        Assert.Equal(MediaProblem.None, Read(text).Problem);
        _reader.Expect(Read(StartMessage).Start!);
        Assert.Equal(MediaProblem.OtherStream, Read(text).Problem);
        Assert.Equal(MediaProblem.None, Read(MediaMessage).Problem);
    }

    [Fact]
    public void An_event_that_is_not_known_is_passed_over() => Assert.Equal(
        (StreamEvent.Unknown, MediaProblem.UnknownEvent), Kind("""{"event":"smell","smell":{"of":"coffee"}}"""));

    [Theory]
    [InlineData("", MediaProblem.NotJson)]
    [InlineData("{", MediaProblem.NotJson)]
    [InlineData("[]", MediaProblem.NotJson)]
    [InlineData("null", MediaProblem.NotJson)]
    [InlineData("{} {}", MediaProblem.NotJson)]
    [InlineData("""{"event":"media",}""", MediaProblem.NotJson)]
    [InlineData("""{"event":"stop","stop":{}}x""", MediaProblem.NotJson)]
    [InlineData("""{"event":"\ud800"}""", MediaProblem.NotJson)]
    [InlineData("""{"event":"start","start":{"customParameters":{"\ud800":"1"}}}""", MediaProblem.NotJson)]
    [InlineData("""{"x":[[[[[[[[[[1]]]]]]]]]]}""", MediaProblem.NotJson)]
    [InlineData("""{"event":7}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media"}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":"AQL/"}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":"1"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":"one","payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":"1.5","payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":-1,"payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":"99999999999999999999","payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":true,"payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":"1","payload":null}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"media","media":{"chunk":"1","payload":"A"}}""", MediaProblem.NotBase64)]
    [InlineData("""{"event":"media","media":{"chunk":"1","payload":"!!!!"}}""", MediaProblem.NotBase64)]
    [InlineData("""{"event":"media","media":{"chunk":"1","track":"outbound","payload":"AQL/"}}""", MediaProblem.OtherSound)]
    [InlineData("""{"event":"media","streamSid":9,"media":{"chunk":"1","payload":"AQL/"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"dtmf","dtmf":{"digit":"12"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"dtmf","dtmf":{"digit":"x"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"dtmf","dtmf":{}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"mark","mark":{}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"start","start":{"streamSid":"M\"Z","callSid":"CA1","accountSid":"AC1"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"start","start":{"streamSid":"","callSid":"CA1","accountSid":"AC1"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"start","start":{"streamSid":"../x","callSid":"CA1","accountSid":"AC1"}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","accountSid":"AC1","customParameters":{"a":1}}}""", MediaProblem.WrongShape)]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","accountSid":"AC1","mediaFormat":{"encoding":"audio/x-alaw"}}}""", MediaProblem.OtherSound)]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","accountSid":"AC1","mediaFormat":{"sampleRate":16000}}}""", MediaProblem.OtherSound)]
    [InlineData("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","accountSid":"AC1","mediaFormat":{"channels":2}}}""", MediaProblem.OtherSound)]
    public void What_is_wrong_has_a_name(string text, object problem) => Assert.Equal(problem, Read(text).Problem);

    [Fact]
    public void What_is_too_long_is_a_problem()
    {
        Assert.Equal(MediaProblem.None, Read(Sound(_options.MaxSoundBytes)).Problem);
        for (var more = 1; more < 10; more++) Assert.Equal(MediaProblem.TooLong, Read(Sound(_options.MaxSoundBytes + more)).Problem);
        Assert.Equal(MediaProblem.TooLong, Read(Parameters(1, 500)).Problem);
        Assert.Equal(MediaProblem.TooLong, Read(Parameters(100, 5)).Problem);
        Assert.Equal(MediaProblem.None, Read(Parameters(99, 497)).Problem);

        static string Sound(int bytes) => $$$"""{"event":"media","media":{"chunk":"1","payload":"{{{Convert.ToBase64String(new byte[bytes])}}}"}}""";
        static string Parameters(int count, int length) =>
            """{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","accountSid":"AC1","customParameters":{"""
            + string.Join(',', Enumerable.Range(10, count).Select(i => $"\"{i}\":\"{new string('x', length)}\"")) + "}}}";
    }

    [Fact]
    public void Whatever_comes_nothing_is_thrown()
    {
        var random = new Random(7);
        var seen = new HashSet<MediaProblem>();
        string[] models = [StartMessage, MediaMessage, """{"event":"dtmf","dtmf":{"digit":"1"},"sequenceNumber":"5"}"""];
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(models[i % models.Length]);
            for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            seen.Add(_reader.Read(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)).Problem);
        }

        Assert.Superset(new HashSet<MediaProblem> { MediaProblem.None, MediaProblem.NotJson, MediaProblem.WrongShape, MediaProblem.NotBase64 }, seen);
    }

    [Fact]
    public void A_piece_of_sound_costs_no_memory()
    {
        _reader.Expect(Read(StartMessage).Start!);
        var bytes = Encoding.UTF8.GetBytes(MediaMessage.Replace("AQL/", Convert.ToBase64String(new byte[160]), StringComparison.Ordinal));
        for (var i = 0; i < 100; i++) _reader.Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sound = 0;
        for (var i = 0; i < 1_000; i++) sound += _reader.Read(bytes).SoundBytes;
        Assert.Equal((0, 160_000), (GC.GetAllocatedBytesForCurrentThread() - before, sound));
    }

    private (StreamEvent, MediaProblem) Kind(string text)
    {
        var message = Read(text);
        return (message.Event, message.Problem);
    }

    private StreamMessage Read(string text) => _reader.Read(Encoding.UTF8.GetBytes(text));
}
