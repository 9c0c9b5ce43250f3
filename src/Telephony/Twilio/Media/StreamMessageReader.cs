using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// Reads the messages of one stream, as protocol 1.1 has them. Members that are not known are passed over; what is known
/// must be of its kind. Numbers may be strings, as Twilio writes most, or numbers. A piece of sound costs no memory.
/// </summary>
/// <param name="options">Limits.</param>
internal sealed class StreamMessageReader(MediaSocketOptions options)
{
    private const int MostIdLength = 64;
    private const int MostDepth = 8;

    private readonly byte[] _sound = new byte[options.MaxSoundBytes + 3];
    private byte[]? _unescaped;
    private StreamStart? _stream;

    /// <summary>The sound of the message that was read last.</summary>
    public ReadOnlySpan<byte> Sound => _sound;

    /// <summary>From now on messages of another stream are a problem.</summary>
    public void Expect(StreamStart stream) => _stream = stream;

    /// <summary>Reads one whole message. Never throws.</summary>
    public StreamMessage Read(ReadOnlySpan<byte> message)
    {
        try
        {
            var json = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = MostDepth });
            var parts = new Parts { Timestamp = -1 };
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return Wrong(MediaProblem.NotJson);
            var problem = Members(ref json, ref parts);
            if (problem == MediaProblem.None && json.Read()) problem = MediaProblem.NotJson;
            return problem == MediaProblem.None ? Checked(parts) : Wrong(problem);
        }
        catch (JsonException)
        {
            return Wrong(MediaProblem.NotJson);
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode.
            return Wrong(MediaProblem.NotJson);
        }
    }

    private static StreamMessage Wrong(MediaProblem problem) => new() { Problem = problem };

    private static StreamMessage Checked(in Parts parts)
    {
        var problem = parts.Event switch
        {
            StreamEvent.Unknown or StreamEvent.Connected => MediaProblem.None,
            StreamEvent.Start when parts.Start is not null => parts.IsOtherSound ? MediaProblem.OtherSound : MediaProblem.None,
            StreamEvent.Media when parts.HasSound && parts.Chunk > 0 => MediaProblem.None,
            StreamEvent.Dtmf when parts.Digit != default => MediaProblem.None,
            StreamEvent.Mark when parts.HasMark => MediaProblem.None,
            StreamEvent.Stop => MediaProblem.None,
            _ => MediaProblem.WrongShape,
        };
        if (problem != MediaProblem.None) return Wrong(problem);
        if (parts.Event is StreamEvent.Media or StreamEvent.Dtmf or StreamEvent.Mark or StreamEvent.Stop && parts.IsOtherStream) return Wrong(MediaProblem.OtherStream);
        return new StreamMessage
        {
            Event = parts.Event,
            Problem = parts.Event == StreamEvent.Unknown ? MediaProblem.UnknownEvent : MediaProblem.None,
            Sequence = parts.Sequence,
            Chunk = parts.Chunk,
            Timestamp = parts.Timestamp,
            SoundBytes = parts.SoundBytes,
            Digit = parts.Digit,
            Mark = parts.Mark,
            Start = parts.Event == StreamEvent.Start ? parts.Start : null,
        };
    }

    /// <summary>The message itself. Its event may come after what belongs to it.</summary>
    private MediaProblem Members(ref Utf8JsonReader json, ref Parts parts)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            MediaProblem problem;
            if (json.ValueTextEquals("event"u8)) problem = Event(ref json, ref parts);
            else if (json.ValueTextEquals("sequenceNumber"u8)) problem = Number(ref json, out parts.Sequence);
            else if (json.ValueTextEquals("streamSid"u8)) problem = Same(ref json, _stream?.StreamSid, ref parts);
            else if (json.ValueTextEquals("media"u8)) problem = Media(ref json, ref parts);
            else if (json.ValueTextEquals("dtmf"u8)) problem = Dtmf(ref json, ref parts);
            else if (json.ValueTextEquals("mark"u8)) problem = Mark(ref json, ref parts);
            else if (json.ValueTextEquals("stop"u8)) problem = Stop(ref json, ref parts);
            else if (json.ValueTextEquals("start"u8)) problem = new StreamStartReader(options, MostIdLength).Read(ref json, out parts.Start, out parts.IsOtherSound);
            else problem = Pass(ref json);
            if (problem != MediaProblem.None) return problem;
        }

        return MediaProblem.None;
    }

    private static MediaProblem Event(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
        parts.Event = json.ValueTextEquals("media"u8) ? StreamEvent.Media
            : json.ValueTextEquals("mark"u8) ? StreamEvent.Mark
            : json.ValueTextEquals("dtmf"u8) ? StreamEvent.Dtmf
            : json.ValueTextEquals("start"u8) ? StreamEvent.Start
            : json.ValueTextEquals("stop"u8) ? StreamEvent.Stop
            : json.ValueTextEquals("connected"u8) ? StreamEvent.Connected
            : StreamEvent.Unknown;
        return MediaProblem.None;
    }

    private MediaProblem Media(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var problem = json.ValueTextEquals("payload"u8) ? Payload(ref json, ref parts)
                : json.ValueTextEquals("chunk"u8) ? Number(ref json, out parts.Chunk)
                : json.ValueTextEquals("timestamp"u8) ? Number(ref json, out parts.Timestamp)
                : json.ValueTextEquals("track"u8) ? Inbound(ref json)
                : Pass(ref json);
            if (problem != MediaProblem.None) return problem;
        }

        return MediaProblem.None;
    }

    private MediaProblem Payload(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
        var text = json.ValueSpan;
        if (json.ValueIsEscaped)
        {
            // Some writers write every slash of base64 as \/.
            _unescaped ??= new byte[options.MaxMessageBytes];
            if (text.Length > _unescaped.Length) return MediaProblem.TooLong;
            text = _unescaped.AsSpan(0, json.CopyString(_unescaped));
        }

        var state = Base64.DecodeFromUtf8(text, _sound, out _, out parts.SoundBytes);
        parts.HasSound = true;
        if (state == OperationStatus.DestinationTooSmall || parts.SoundBytes > options.MaxSoundBytes) return MediaProblem.TooLong;
        return state == OperationStatus.Done ? MediaProblem.None : MediaProblem.NotBase64;
    }

    private static MediaProblem Inbound(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
        return json.ValueTextEquals("inbound"u8) ? MediaProblem.None : MediaProblem.OtherSound;
    }

    private static MediaProblem Dtmf(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var problem = json.ValueTextEquals("digit"u8) ? Digit(ref json, ref parts) : Pass(ref json);
            if (problem != MediaProblem.None) return problem;
        }

        return MediaProblem.None;
    }

    private static MediaProblem Digit(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String || json.ValueSpan.Length != 1) return MediaProblem.WrongShape;
        var digit = json.ValueSpan[0];
        if (!"0123456789*#ABCD"u8.Contains(digit)) return MediaProblem.WrongShape;
        parts.Digit = (char)digit;
        return MediaProblem.None;
    }

    private static MediaProblem Mark(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var problem = json.ValueTextEquals("name"u8) ? Name(ref json, ref parts) : Pass(ref json);
            if (problem != MediaProblem.None) return problem;
        }

        return MediaProblem.None;
    }

    private static MediaProblem Name(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
        parts.HasMark = true;
        parts.Mark = StreamMark.TryRead(json.ValueSpan, out var mark) ? mark : null;
        return MediaProblem.None;
    }

    private MediaProblem Stop(ref Utf8JsonReader json, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var problem = json.ValueTextEquals("callSid"u8) ? Same(ref json, _stream?.CallSid, ref parts) : Pass(ref json);
            if (problem != MediaProblem.None) return problem;
        }

        return MediaProblem.None;
    }

    private static MediaProblem Same(ref Utf8JsonReader json, string? expected, ref Parts parts)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
        parts.IsOtherStream |= expected is not null && !json.ValueTextEquals(expected);
        return MediaProblem.None;
    }

    private static MediaProblem Number(ref Utf8JsonReader json, out long number)
    {
        number = 0;
        if (!json.Read()) return MediaProblem.WrongShape;
        var isNumber = json.TokenType switch
        {
            JsonTokenType.String => Utf8Parser.TryParse(json.ValueSpan, out number, out var read) && read == json.ValueSpan.Length,
            JsonTokenType.Number => json.TryGetInt64(out number),
            _ => false,
        };
        return isNumber && number >= 0 ? MediaProblem.None : MediaProblem.WrongShape;
    }

    private static MediaProblem Pass(ref Utf8JsonReader json)
    {
        json.Skip();
        return MediaProblem.None;
    }

    private record struct Parts
    {
        public StreamEvent Event;
        public long Sequence;
        public long Chunk;
        public long Timestamp;
        public int SoundBytes;
        public bool HasSound;
        public char Digit;
        public bool HasMark;
        public StreamMark? Mark;
        public StreamStart? Start;
        public bool IsOtherStream;
        public bool IsOtherSound;
    }
}
