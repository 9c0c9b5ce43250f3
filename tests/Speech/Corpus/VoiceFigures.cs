using System.Globalization;
using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>How the detector and its peer did on a scene, or on several.</summary>
/// <param name="Name">What was heard.</param>
/// <param name="Ours"><see cref="VoiceActivityDetector"/>, with the keys that <see cref="KeyToneDetector"/> tells it of.</param>
/// <param name="Peer"><see cref="FixedThreshold"/>.</param>
public sealed record VoiceFigures(string Name, VoiceScore Ours, VoiceScore Peer)
{
    /// <summary>The head of a table of rows of <see cref="ToRow"/>, as Markdown.</summary>
    public const string Head =
        "| line | voice found, fixed : this | silence taken for voice | beginnings missed | false starts in 10 min | this notices a beginning after, median / p95 |\n"
        + "|---|---|---|---|---|---|";

    /// <summary>Noises without a caller, and how loud.</summary>
    public static IReadOnlyList<(LineNoise Noise, double LevelDb)> Noises { get; } =
    [
        (LineNoise.White, -45), (LineNoise.White, -35), (LineNoise.White, -25), (LineNoise.Pink, -35), (LineNoise.Street, -35),
        (LineNoise.Switched, -32), (LineNoise.Hum, -25), (LineNoise.Buzz, -30), (LineNoise.Babble, -46),
        (LineNoise.Babble, -41), (LineNoise.Clicks, -20), (LineNoise.Breath, -30), (LineNoise.Tones, -25),
    ];

    /// <summary>Scores one scene.</summary>
    public static VoiceFigures Of(CorpusScene scene)
    {
        var figures = new VoiceFigures(scene.Name, new VoiceScore(), new VoiceScore());
        figures.Add(scene);
        return figures;
    }

    /// <summary>Adds a scene, with detectors that have heard nothing yet.</summary>
    public void Add(CorpusScene scene)
    {
        var voice = new VoiceActivityDetector(new VoiceActivityOptions());
        var keys = new KeyToneDetector();
        var threshold = new FixedThreshold();
        var ours = new bool[scene.Truth.Count];
        var peer = new bool[scene.Truth.Count];
        for (var i = 0; i < ours.Length; i++)
        {
            keys.Add(scene.Frame(i));
            ours[i] = voice.Add(scene.Frame(i), keys.IsTone).IsVoice;
            peer[i] = threshold.Add(scene.Frame(i));
        }

        Ours.Add(scene.Truth, ours);
        Peer.Add(scene.Truth, peer);
    }

    /// <summary>A row of a table.</summary>
    public string ToRow()
    {
        var isSpoken = Ours.Onsets > 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Name} | {(isSpoken ? $"{Peer.HitRate:P1} : {Ours.HitRate:P1}" : "")} | {Peer.FalseRate:P1} : {Ours.FalseRate:P1} | {(isSpoken ? $"{Peer.MissedOnsets} : {Ours.MissedOnsets} of {Ours.Onsets}" : "")} | {Peer.FalseStartsPer10Minutes:F1} : {Ours.FalseStartsPer10Minutes:F1} | {(isSpoken ? $"{Ours.MedianDelayMs} / {Ours.LongDelayMs} ms" : "")} |");
    }
}
