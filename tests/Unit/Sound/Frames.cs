using YemotAi.Calls.Sound;

namespace YemotAi.Unit.Sound;

/// <summary>Frames whose bytes are their number, so that a test sees which one it has.</summary>
internal static class Frames
{
    public static byte[] Of(long first, int count)
    {
        var bytes = new byte[count * SoundFrames.FrameBytes];
        for (var i = 0; i < count; i++)
            bytes.AsSpan(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes).Fill((byte)(first + i));
        return bytes;
    }

    public static List<(long Number, byte Value)> Of(SoundFrames frames)
    {
        var all = new List<(long Number, byte Value)>();
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames.Bytes.Slice(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes);
            Assert(!frame.ContainsAnyExcept(frame[0]));
            all.Add((frames.First + i, frame[0]));
        }

        return all;
    }

    private static void Assert(bool isWhole)
    {
        if (!isWhole) throw new InvalidOperationException("A frame was mixed with another.");
    }
}
