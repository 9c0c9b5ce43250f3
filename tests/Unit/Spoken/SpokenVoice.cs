using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;

namespace YemotAi.Unit.Spoken;

/// <summary>A voice whose sound says, frame by frame, what it is of: so a phone knows what was heard.</summary>
internal sealed class SpokenVoice : IVoice
{
    /// <summary>How long a word is.</summary>
    public const int FramesForWord = 10;

    private const uint Magic = 0xA5C3_5A3C;

    private readonly Lock _gate = new();
    private readonly List<Asking> _asked = [];

    /// <summary>Gives the sound of an asking instead of all of it at once.</summary>
    public Func<Asking, CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>>? Does { get; set; }

    public string Name => "spoken";

    /// <summary>What it was asked for, the oldest first.</summary>
    public IReadOnlyList<Asking> Asked
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    /// <summary>How many are being spoken now.</summary>
    public int UnderWay { get; private set; }

    /// <summary>The whole sound of an asking.</summary>
    public static byte[] SoundOf(Asking asking)
    {
        var sound = new byte[asking.Frames * SoundFrames.FrameBytes];
        for (var frame = 0; frame < asking.Frames; frame++)
        {
            var at = sound.AsSpan(frame * SoundFrames.FrameBytes, SoundFrames.FrameBytes);
            at.Fill((byte)frame);
            BinaryPrimitives.WriteUInt32LittleEndian(at, Magic);
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], asking.Number);
            BinaryPrimitives.WriteInt32LittleEndian(at[8..], frame);
        }

        return sound;
    }

    /// <summary>Of which asking a frame is, and which frame of it; null for a frame that is not of this voice, or not whole.</summary>
    public static (int Number, int Frame)? Read(ReadOnlySpan<byte> frame)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame) != Magic) return null;
        var number = BinaryPrimitives.ReadInt32LittleEndian(frame[8..]);
        return frame[12..].ContainsAnyExcept((byte)number) ? null : (BinaryPrimitives.ReadInt32LittleEndian(frame[4..]), number);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Asking asking;
        lock (_gate) _asked.Add(asking = new Asking(_asked.Count, text.Text));
        UnderWay++;
        try
        {
            if (Does is null)
            {
                yield return SoundOf(asking);
                yield break;
            }

            await foreach (var piece in Does(asking, cancellation)) yield return piece;
        }
        finally
        {
            UnderWay--;
        }
    }

    /// <summary>One asking.</summary>
    /// <param name="Number">Which, from 0.</param>
    /// <param name="Text">What was to be spoken.</param>
    internal sealed record Asking(int Number, string Text)
    {
        public int Frames => FramesForWord * Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
