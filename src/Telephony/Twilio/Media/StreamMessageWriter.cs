using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// Writes the three messages that a stream takes. Each has exactly the members of protocol 1.1: one more makes the
/// message invalid (warning 31951). All but the changing part is made once.
/// </summary>
internal sealed class StreamMessageWriter
{
    private readonly byte[] _mediaBegin;
    private readonly byte[] _markBegin;
    private readonly byte[] _clear;

    /// <param name="streamSid">The stream; of characters that need no escaping (<see cref="StreamMessageReader"/> sees to it).</param>
    public StreamMessageWriter(string streamSid)
    {
        _mediaBegin = Begin("media", ",\"media\":{\"payload\":\"");
        _markBegin = Begin("mark", ",\"mark\":{\"name\":\"");
        _clear = Begin("clear", "}");

        byte[] Begin(string name, string rest) => Encoding.UTF8.GetBytes($"{{\"event\":\"{name}\",\"streamSid\":\"{streamSid}\"{rest}");
    }

    private static ReadOnlySpan<byte> End => "\"}}"u8;

    /// <summary>Sound to be played after what was sent before.</summary>
    public void Media(IBufferWriter<byte> to, ReadOnlySpan<byte> sound)
    {
        to.Write(_mediaBegin);
        var room = to.GetSpan(Base64.GetMaxEncodedToUtf8Length(sound.Length));
        Base64.EncodeToUtf8(sound, room, out _, out var written);
        to.Advance(written);
        to.Write(End);
    }

    /// <summary>A mark that comes back when all before it was played.</summary>
    public void Mark(IBufferWriter<byte> to, StreamMark mark)
    {
        to.Write(_markBegin);
        to.Advance(mark.Write(to.GetSpan(StreamMark.MostBytes)));
        to.Write(End);
    }

    /// <summary>What was sent and is not played yet is thrown away.</summary>
    public void Clear(IBufferWriter<byte> to) => to.Write(_clear);
}
