using System.Globalization;
using System.Text.Json;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>Twilio's messages of one stream (protocol section 1.1): numbers are strings, and each but the first is counted.</summary>
internal sealed class StreamWriter(string accountSid, string callSid, string streamSid)
{
    private static readonly string[] Tracks = ["inbound"];

    private long _sequence;
    private long _chunk;

    public static string Connected() => """{"event":"connected","protocol":"Call","version":"1.0.0"}""";

    public string Start(IReadOnlyDictionary<string, string> parameters) => Write(new
    {
        @event = "start",
        sequenceNumber = Next(),
        start = new
        {
            accountSid,
            streamSid,
            callSid,
            tracks = Tracks,
            mediaFormat = new { encoding = "audio/x-mulaw", sampleRate = MediaTime.BytesPerSecond, channels = 1 },
            customParameters = parameters,
        },
        streamSid,
    });

    /// <param name="frame">The number of the frame, from the stream's start.</param>
    /// <param name="muLaw">Its sound.</param>
    public string Media(long frame, ReadOnlySpan<byte> muLaw)
    {
        var timestamp = Text((long)(MediaTime.Frame * frame).TotalMilliseconds);
        return $$$"""{"event":"media","sequenceNumber":"{{{Next()}}}","media":{"track":"inbound","chunk":"{{{Text(++_chunk)}}}","timestamp":"{{{timestamp}}}","payload":"{{{Convert.ToBase64String(muLaw)}}}"},"streamSid":"{{{streamSid}}}"}""";
    }

    public string Key(char key) => Write(new { @event = "dtmf", streamSid, sequenceNumber = Next(), dtmf = new { track = "inbound_track", digit = key.ToString() } });

    public string Mark(string name) => Write(new { @event = "mark", sequenceNumber = Next(), streamSid, mark = new { name } });

    public string Stop() => Write(new { @event = "stop", sequenceNumber = Next(), stop = new { accountSid, callSid }, streamSid });

    private string Next() => Text(++_sequence);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Write<T>(T message) => JsonSerializer.Serialize(message, JsonWords.Plain);
}
