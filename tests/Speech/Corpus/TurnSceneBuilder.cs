using System.Collections.Concurrent;
using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>
/// Makes scenes of callers' turns: sentences part by part, with pauses between the parts and a longer one for the agent
/// after each sentence. Needs <see cref="Speaker.IsInstalled"/>.
/// </summary>
/// <param name="speakers">Who speaks, one sentence each in turn.</param>
/// <param name="seed">For noise, pauses and losses.</param>
public sealed class TurnSceneBuilder(IReadOnlyList<Speaker> speakers, int seed)
{
    /// <summary>Time for the agent: what the longest wait for the rest of a sentence takes, an answer, and some silence.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    // Frames this much under a part's loudest are the synthesiser's silence around it.
    private const double SilenceShare = 1e-4;

    private static readonly ConcurrentDictionary<(Speaker, string), double[]> Spoken = new();

    private readonly CorpusBuilder _corpus = new(speakers, seed);

    /// <summary>A caller who says sentences, each in one turn.</summary>
    public TurnScene Build(LineCondition condition, IReadOnlyList<CallerSentence> sentences, CallerManner manner)
    {
        var random = new Random(_corpus.Seed(condition.Name + sentences.Count));
        var clean = new List<double>(new double[CorpusBuilder.Seconds(Before.TotalSeconds)]);
        var parts = new List<(int Turn, string Text, int From, int To)>();
        for (var i = 0; i < sentences.Count; i++)
        {
            var speaker = speakers[(i + seed) % speakers.Count];
            if (manner.WordsPerMinute > 0) speaker = speaker with { WordsPerMinute = manner.WordsPerMinute };
            var turn = new List<double>();
            foreach (var part in sentences[i].Parts)
            {
                if (turn.Count > 0) turn.AddRange(new double[CorpusBuilder.Seconds(Pause(manner, random))]);
                var from = clean.Count + turn.Count;
                turn.AddRange(Spoken.GetOrAdd((speaker, part), static said => Trimmed(said.Item1.Speak(said.Item2))));
                parts.Add((i, HebrewMarks.Without(part), from / SpeechFrame.Samples, (clean.Count + turn.Count) / SpeechFrame.Samples));
            }

            clean.AddRange(CorpusBuilder.AtLevel([.. turn], condition.LevelDb));
            clean.AddRange(new double[CorpusBuilder.Seconds(Gap.TotalSeconds + random.NextDouble())]);
        }

        CorpusBuilder.Pad(clean);
        double[] samples = [.. clean];
        var truth = CorpusBuilder.Truth(samples, condition.LevelDb);
        _corpus.Mix(samples, condition.Noise, condition.LevelDb - condition.SnrDb, random.Next());
        var scene = new CorpusScene(condition.Name, CorpusBuilder.Line(samples, condition.Lost, random), truth);
        return new TurnScene(scene, Turns(sentences, parts, truth), [.. parts.SelectMany(part => Words(part, truth))]);
    }

    private static double Pause(CallerManner manner, Random random) =>
        (manner.ShortestPause + (random.NextDouble() * (manner.LongestPause - manner.ShortestPause))).TotalSeconds;

    private static List<SpokenTurn> Turns(
        IReadOnlyList<CallerSentence> sentences, List<(int Turn, string Text, int From, int To)> parts, FrameTruth[] truth)
    {
        var turns = new List<SpokenTurn>();
        foreach (var turn in parts.GroupBy(part => part.Turn))
        {
            var (from, to) = Voiced(turn.First().From, turn.Last().To, truth);
            turns.Add(new SpokenTurn(sentences[turn.Key], from, to));
        }

        return turns;
    }

    // Words have the time of a part by their letters.
    private static IEnumerable<SpokenWord> Words((int Turn, string Text, int From, int To) part, FrameTruth[] truth)
    {
        var (from, to) = Voiced(part.From, part.To, truth);
        var words = part.Text.Split(' ');
        var letters = words.Sum(word => word.Length);
        var said = 0.0;
        foreach (var word in words)
        {
            yield return new SpokenWord(part.Turn, word, from + (int)((to - from) * (said + (word.Length / 2.0)) / letters));
            said += word.Length;
        }
    }

    private static (int From, int To) Voiced(int from, int to, FrameTruth[] truth)
    {
        to = Math.Min(to + 1, truth.Length);
        while (from < to - 1 && truth[from] != FrameTruth.Voice) from++;
        while (to - 1 > from && truth[to - 1] != FrameTruth.Voice) to--;
        return (from, to);
    }

    private static double[] Trimmed(short[] said)
    {
        double[] samples = [.. said.Select(sample => (double)sample)];
        var powers = CorpusBuilder.FramePowers(samples);
        var least = powers.Max() * SilenceShare;
        var first = Array.FindIndex(powers, power => power >= least);
        var last = Array.FindLastIndex(powers, power => power >= least);
        return samples[(first * SpeechFrame.Samples)..Math.Min((last + 1) * SpeechFrame.Samples, samples.Length)];
    }
}
