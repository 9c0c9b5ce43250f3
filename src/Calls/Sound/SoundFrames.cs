namespace YemotAi.Calls.Sound;

/// <summary>
/// Consecutive frames of a telephone's sound: 8 kHz G.711 mu-law, one channel, 160 bytes for each 20 ms. Valid only
/// while the call that hands it over runs; who needs the bytes longer copies them.
/// </summary>
/// <remarks>
/// Frames are numbered from 0, each direction of a line for itself, for as long as the line lives: being attached again
/// does not change the count, and neither does a move of the actor. A frame that was dropped on the way has used up its
/// number, so what is missing shows. Another line (a new socket of the same call) begins at 0 again.
/// </remarks>
public readonly ref struct SoundFrames
{
    /// <summary>Length of one frame in bytes.</summary>
    public const int FrameBytes = 160;

    /// <summary>Length of one frame in milliseconds.</summary>
    public const int FrameMilliseconds = 20;

    /// <summary>Names frames.</summary>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="bytes">Whole frames, one after the other.</param>
    /// <exception cref="ArgumentException">The bytes are not whole frames.</exception>
    public SoundFrames(long first, ReadOnlySpan<byte> bytes)
    {
        First = first;
        Bytes = bytes;
        Count = CountOf(bytes);
    }

    /// <summary>Number of the first frame.</summary>
    public long First { get; }

    /// <summary>How many frames there are.</summary>
    public int Count { get; }

    /// <summary>The sound, <see cref="Count"/> times <see cref="FrameBytes"/>.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How many frames these bytes are.</summary>
    /// <exception cref="ArgumentException">They are not whole frames.</exception>
    public static int CountOf(ReadOnlySpan<byte> bytes) => bytes.Length % FrameBytes == 0
        ? bytes.Length / FrameBytes
        : throw new ArgumentException($"Sound comes in frames of {FrameBytes} bytes, not {bytes.Length} bytes.", nameof(bytes));
}
