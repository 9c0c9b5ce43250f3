namespace YemotAi.Phone.Twilio.Media;

/// <summary>Sound on a telephone line: mu-law, 8,000 bytes a second, in frames of 20 ms.</summary>
public static class MediaTime
{
    /// <summary>Bytes, which are samples, in a second.</summary>
    public const int BytesPerSecond = 8_000;

    /// <summary>Bytes of a frame.</summary>
    public const int FrameBytes = 160;

    private const long TicksPerByte = TimeSpan.TicksPerSecond / BytesPerSecond;

    /// <summary>How long a frame is.</summary>
    public static readonly TimeSpan Frame = Of(FrameBytes);

    /// <summary>How long so many bytes are.</summary>
    public static TimeSpan Of(long bytes) => new(bytes * TicksPerByte);

    /// <summary>How many whole bytes fit into a time.</summary>
    public static long BytesIn(TimeSpan time) => time.Ticks / TicksPerByte;
}
