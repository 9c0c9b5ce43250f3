namespace YemotAi.Speech;

/// <summary>The frame of a telephone's sound as this room takes it: 20 ms of one channel at 8 kHz, 16-bit samples.</summary>
public static class SpeechFrame
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 8000;

    /// <summary>Samples in one frame; as mu-law or A-law, bytes.</summary>
    public const int Samples = 160;

    /// <summary>Length of one frame in milliseconds.</summary>
    public const int Milliseconds = 20;

    /// <summary>Length of one frame.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(Milliseconds);

    internal static void ThrowUnlessOne(ReadOnlySpan<short> frame)
    {
        if (frame.Length != Samples)
            throw new ArgumentException($"A frame has {Samples} samples, not {frame.Length}.", nameof(frame));
    }
}
