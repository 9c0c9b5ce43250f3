using YemotAi.Calls.Sound;
using YemotAi.Speech;
using YemotAi.SpeechCorpus;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Benchmarks.Turns;

/// <summary>How a line's frames come to the agent, and what is heard in them.</summary>
/// <param name="Stall">The longest time for which frames are held up, to come all at once; zero for a line that comes evenly.</param>
/// <param name="Lost">Share of frames that never come.</param>
internal sealed record LineDelivery(TimeSpan Stall, double Lost = 0)
{
    /// <summary>Of so many frames one is held up, with what follows it.</summary>
    private const double StallShare = 0.05;

    /// <summary>Every frame at its time.</summary>
    public static LineDelivery Even { get; } = new(TimeSpan.Zero);

    /// <summary>Frames come late and in bunches.</summary>
    public static LineDelivery Bunches { get; } = new(TimeSpan.FromMilliseconds(120));

    /// <summary>So they do, and some never come.</summary>
    public static LineDelivery BunchesWithGaps { get; } = new(TimeSpan.FromMilliseconds(120), 0.03);

    /// <summary>What it is in words; empty for even frames.</summary>
    public string Name => this == Even ? "" : $"in bunches up to {Stall.TotalMilliseconds:0} ms late" + (Lost > 0 ? $", {Lost:P0} lost" : "");

    /// <summary>Hears a scene as a call does: by the frames that the media socket makes of what comes.</summary>
    public HeardFrame[] Hear(CorpusScene scene, int seed)
    {
        var random = new Random(seed);
        var voice = new VoiceActivityDetector(new VoiceActivityOptions());
        var keys = new KeyToneDetector();
        var heard = new List<HeardFrame>();
        var (sent, at) = (0, TimeSpan.Zero);
        var samples = new short[SpeechFrame.Samples];
        var coded = new byte[SpeechFrame.Samples];
        var socket = new CallerFrames(new MediaSocketOptions(), frames =>
        {
            for (var from = 0; from < frames.Length; from += SoundFrames.FrameBytes)
            {
                G711.DecodeMuLaw(frames.Slice(from, SoundFrames.FrameBytes), samples);
                keys.Add(samples);
                var activity = voice.Add(samples, keys.IsTone);
                heard.Add(new HeardFrame(activity.IsVoice, activity.IsStrong, sent, at));
            }
        });
        for (; sent < scene.Truth.Count; sent++)
        {
            var due = SpeechFrame.Length * (sent + 1);
            if (Stall > TimeSpan.Zero && at <= due && random.NextDouble() < StallShare) at = due + (Stall * random.NextDouble());
            else if (at < due) at = due;
            if (random.NextDouble() < Lost) continue;
            G711.EncodeMuLaw(scene.Frame(sent), coded);
            socket.Take(sent + 1, sent * (long)SpeechFrame.Milliseconds, coded);
        }

        return [.. heard];
    }
}
