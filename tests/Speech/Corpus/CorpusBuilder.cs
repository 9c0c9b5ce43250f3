using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>
/// Makes scenes: callers who speak Hebrew sentences with pauses between them, over a line with noise, mu-law and losses.
/// The same of the same seed and speakers, as far as espeak-ng speaks alike. Needs <see cref="Speaker.IsInstalled"/>.
/// </summary>
public sealed class CorpusBuilder
{
    // A frame of the clean speech is voice when it is no more than this under the speech's level.
    private const double LeastUnderDb = 20;

    // Frames between two of voice up to so many are a gap inside of a word, and so many beside voice are its edge: the
    // hangover of 140 ms and one frame more after it, one frame before it.
    private const int GapFrames = 10, AfterFrames = 8, BeforeFrames = 1;

    private readonly List<short[]> _spoken = [];
    private readonly Lazy<short[][]> _babble;
    private readonly int _seed;

    /// <summary>Lets speakers speak: each sentence once, by one after the other.</summary>
    /// <param name="speakers">Who.</param>
    /// <param name="seed">For noise, pauses and losses.</param>
    public CorpusBuilder(IReadOnlyList<Speaker> speakers, int seed)
    {
        _seed = seed;
        var sentences = Sentences();
        for (var i = 0; i < sentences.Length; i++) _spoken.Add(speakers[i % speakers.Count].Speak(sentences[i]));
        _babble = new(() => [.. sentences.Select((sentence, i) => speakers[(i + 1) % speakers.Count].Speak(sentence))]);
    }

    /// <summary>Everything that is spoken, one after the other: for what must not be taken for something else.</summary>
    public IReadOnlyList<short[]> Spoken => _spoken;

    /// <summary>A caller who says some sentences.</summary>
    /// <param name="condition">How the caller is heard.</param>
    /// <param name="sentences">How many, in the order of the list, beginning at a place that differs by condition.</param>
    public CorpusScene Conversation(LineCondition condition, int sentences)
    {
        var seed = Seed(condition.Name);
        var random = new Random(seed);
        var clean = new List<double>(new double[Seconds(1.2 + random.NextDouble())]);
        for (var i = 0; i < sentences; i++)
        {
            var said = _spoken[(seed + i) % _spoken.Count];
            clean.AddRange(AtLevel(said.Select(sample => (double)sample).ToArray(), condition.LevelDb));
            clean.AddRange(new double[Seconds(0.7 + (1.3 * random.NextDouble()))]);
        }

        Pad(clean);
        var samples = clean.ToArray();
        var truth = Truth(samples, condition.LevelDb);
        Mix(samples, condition.Noise, condition.LevelDb - condition.SnrDb, seed);
        return new CorpusScene(condition.Name, Line(samples, condition.Lost, random), truth);
    }

    /// <summary>A line on which no caller speaks.</summary>
    /// <param name="noise">What is on it.</param>
    /// <param name="levelDb">How loud it is while it is there, in dB of full scale.</param>
    /// <param name="length">How long.</param>
    public CorpusScene Noise(LineNoise noise, double levelDb, TimeSpan length)
    {
        var seed = Seed(noise.ToString());
        return noise == LineNoise.Babble
            ? Alone(noise, levelDb, Babble(SamplesOf(length), seed))
            : NoiseAlone(noise, levelDb, length, seed);
    }

    /// <summary>The same of a noise that nobody has to speak, for which espeak-ng is not needed.</summary>
    public static CorpusScene NoiseAlone(LineNoise noise, double levelDb, TimeSpan length, int seed) =>
        Alone(noise, levelDb, new NoiseMaker(seed).Make(noise, SamplesOf(length)));

    /// <summary>Something that is spoken once, with two seconds of the line before it and after it.</summary>
    /// <param name="said">The clean speech.</param>
    /// <param name="condition">How it is heard; its noise is none that somebody speaks.</param>
    /// <param name="seed">For noise and losses.</param>
    public static CorpusScene Alone(short[] said, LineCondition condition, int seed)
    {
        var clean = new List<double>(new double[Seconds(2)]);
        clean.AddRange(AtLevel(said.Select(sample => (double)sample).ToArray(), condition.LevelDb));
        clean.AddRange(new double[Seconds(2)]);
        Pad(clean);
        var samples = clean.ToArray();
        var truth = Truth(samples, condition.LevelDb);
        if (condition.Noise is not (LineNoise.None or LineNoise.Babble))
        {
            var noise = AtLevel(new NoiseMaker(seed).Make(condition.Noise, samples.Length), condition.LevelDb - condition.SnrDb);
            for (var i = 0; i < samples.Length; i++) samples[i] += noise[i];
        }

        return new CorpusScene(condition.Name, Line(samples, condition.Lost, new Random(seed)), truth);
    }

    /// <summary>The sentences that are spoken.</summary>
    public static string[] Sentences() => Lines("sentences.txt");

    /// <summary>The lines of a file of the corpus.</summary>
    internal static string[] Lines(string file)
    {
        using var stream = typeof(CorpusBuilder).Assembly.GetManifestResourceStream("YemotAi.SpeechCorpus.Data." + file)!;
        return new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    internal static int Seconds(double seconds) => (int)(seconds * SpeechFrame.SampleRate);

    // Not string.GetHashCode, which differs from run to run.
    internal int Seed(string name) => name.Aggregate(_seed & 0xFFFF, (sum, letter) => ((sum * 31) + letter) & 0xFFFFFF);

    internal static void Pad(List<double> samples)
    {
        var over = samples.Count % SpeechFrame.Samples;
        if (over > 0) samples.AddRange(new double[SpeechFrame.Samples - over]);
    }

    private static int SamplesOf(TimeSpan length) => (int)(length / SpeechFrame.Length) * SpeechFrame.Samples;

    private static CorpusScene Alone(LineNoise noise, double levelDb, double[] made)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{noise.ToString().ToLowerInvariant()} alone at {levelDb} dB");
        var line = Line(AtLevel(made, levelDb), 0, new Random(1));
        return new CorpusScene(name, line, new FrameTruth[line.Length / SpeechFrame.Samples]);
    }

    internal void Mix(double[] samples, LineNoise noise, double levelDb, int seed)
    {
        if (noise == LineNoise.None) return;
        var made = noise == LineNoise.Babble ? Babble(samples.Length, seed) : new NoiseMaker(seed).Make(noise, samples.Length);
        // The noise's level is that of its louder frames: what comes in bursts is measured while it is there.
        var scaled = AtLevel(made, levelDb);
        for (var i = 0; i < samples.Length; i++) samples[i] += scaled[i];
    }

    private double[] Babble(int length, int seed)
    {
        const int Voices = 6;
        var random = new Random(seed);
        var mixed = new double[length];
        double[] Next(Random choice) => AtLevel([.. _babble.Value[choice.Next(_babble.Value.Length)].Select(sample => (double)sample)], -30);
        for (var voice = 0; voice < Voices; voice++)
        {
            var at = -random.Next(SpeechFrame.SampleRate);
            while (at < length)
            {
                foreach (var sample in Next(random))
                {
                    if (at >= 0 && at < length) mixed[at] += sample;
                    at++;
                }
            }
        }

        return mixed;
    }

    // The level is the root mean square over the frames that are at most 15 dB under the loudest.
    internal static double[] AtLevel(double[] samples, double levelDb)
    {
        var powers = FramePowers(samples);
        var most = powers.Max();
        if (most == 0) return samples;
        var active = powers.Where(power => power > most * 0.0316).Average();
        var factor = SoundLevel.ToRms(levelDb) / Math.Sqrt(active);
        return [.. samples.Select(sample => sample * factor)];
    }

    internal static double[] FramePowers(double[] samples) =>
    [
        .. samples.Chunk(SpeechFrame.Samples).Select(frame => frame.Sum(sample => sample * sample) / frame.Length),
    ];

    internal static FrameTruth[] Truth(double[] clean, double levelDb)
    {
        var least = Math.Pow(SoundLevel.ToRms(levelDb - LeastUnderDb), 2);
        var isVoice = FramePowers(clean).Select(power => power >= least).ToArray();
        var truth = new FrameTruth[isVoice.Length];
        var last = int.MinValue / 2;
        for (var i = 0; i < truth.Length; i++)
        {
            if (isVoice[i])
            {
                var from = i - last <= GapFrames ? last + 1 : Math.Max(0, i - BeforeFrames);
                for (var j = Math.Max(from, 0); j < i; j++) truth[j] = FrameTruth.Either;
                truth[i] = FrameTruth.Voice;
                last = i;
            }
            else if (i - last <= AfterFrames)
            {
                truth[i] = FrameTruth.Either;
            }
        }

        return truth;
    }

    internal static short[] Line(double[] samples, double lost, Random random)
    {
        var line = new short[samples.Length];
        for (var i = 0; i < line.Length; i++) line[i] = (short)Math.Clamp(Math.Round(samples[i]), short.MinValue, short.MaxValue);
        var bytes = new byte[line.Length];
        G711.EncodeMuLaw(line, bytes);
        for (var at = 0; at < bytes.Length; at += SpeechFrame.Samples)
            if (random.NextDouble() < lost) bytes.AsSpan(at, SpeechFrame.Samples).Fill(G711.MuLawSilence);
        G711.DecodeMuLaw(bytes, line);
        return line;
    }
}
