using System.Diagnostics;
using YemotAi.Speech;
using YemotAi.SpeechCorpus;

namespace YemotAi.Benchmarks.Turns;

/// <summary>
/// How well a caller's voice is heard on lines with noise, beside a fixed threshold, and what hearing costs: the tables of
/// docs/turn-taking.md.
/// </summary>
internal static class TurnsBenchmark
{
    private const int Sentences = 16;
    private static readonly int[] Seeds = [101, 102, 103];

    public static int Run()
    {
        if (!Speaker.IsInstalled)
        {
            Console.Error.WriteLine("espeak-ng is not installed: it speaks for the callers.");
            return 69;
        }

        PrintVoice();
        TurnTakingBenchmark.Print();
        PrintSpeed();
        return 0;
    }

    private static void PrintVoice()
    {
        var corpora = Seeds.Select(seed => new CorpusBuilder(Speaker.Unknown, seed)).ToList();
        var all = new VoiceFigures("**all of these**", new VoiceScore(), new VoiceScore());
        Console.WriteLine(VoiceFigures.Head);
        foreach (var condition in LineCondition.All)
        {
            var one = new VoiceFigures(condition.Name, new VoiceScore(), new VoiceScore());
            foreach (var scene in corpora.Select(corpus => corpus.Conversation(condition, Sentences)))
            {
                one.Add(scene);
                all.Add(scene);
            }

            Console.WriteLine(one.ToRow());
        }

        Console.WriteLine(all.ToRow());
        foreach (var (noise, level) in VoiceFigures.Noises)
        {
            var scenes = corpora.Select(corpus => corpus.Noise(noise, level, TimeSpan.FromMinutes(10))).ToList();
            var one = new VoiceFigures(scenes[0].Name, new VoiceScore(), new VoiceScore());
            foreach (var scene in scenes) one.Add(scene);
            Console.WriteLine(one.ToRow());
        }
    }

    private static void PrintSpeed()
    {
        var scene = new CorpusBuilder(Speaker.Unknown, Seeds[0]).Conversation(new LineCondition(LineNoise.White, 15), Sentences);
        var bytes = new byte[scene.Samples.Length];
        G711.EncodeMuLaw(scene.Samples, bytes);
        var samples = new short[SpeechFrame.Samples];
        var encoded = new byte[SpeechFrame.Samples];
        var voice = new VoiceActivityDetector(new VoiceActivityOptions());
        var keys = new KeyToneDetector();
        var down = new Resampler(24000, SpeechFrame.SampleRate);
        var wide = new short[480];
        var narrow = new short[2 * SpeechFrame.Samples];
        ReadOnlySpan<byte> Coded(int frame) => bytes.AsSpan(frame * SpeechFrame.Samples, SpeechFrame.Samples);

        Console.WriteLine();
        Console.WriteLine("| work on a frame of 20 ms | microseconds on one core |");
        Console.WriteLine("|---|---|");
        Time("mu-law to samples", i => G711.DecodeMuLaw(Coded(i), samples));
        Time("samples to mu-law", i => G711.EncodeMuLaw(scene.Frame(i), encoded));
        Time("keys", i => keys.Add(scene.Frame(i)));
        Time("voice", i => voice.Add(scene.Frame(i)));
        Time("24 kHz to 8 kHz", _ => down.Convert(wide, narrow));
        Time("mu-law to samples, keys and voice, and mu-law back", i =>
        {
            G711.DecodeMuLaw(Coded(i), samples);
            keys.Add(samples);
            voice.Add(samples, keys.IsTone);
            G711.EncodeMuLaw(samples, encoded);
        });

        void Time(string name, Action<int> work)
        {
            // The best of many rounds: what else runs on the machine only makes a round longer.
            var best = double.MaxValue;
            for (var round = 0; round < 30; round++)
            {
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < scene.Truth.Count; i++) work(i);
                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / scene.Truth.Count);
            }

            Console.WriteLine(FormattableString.Invariant($"| {name} | {best:F2} |"));
        }
    }
}
