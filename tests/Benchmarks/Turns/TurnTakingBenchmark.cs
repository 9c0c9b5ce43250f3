using System.Globalization;
using YemotAi.Speech;
using YemotAi.SpeechCorpus;

namespace YemotAi.Benchmarks.Turns;

/// <summary>
/// How turns are taken on lines with noise: when an utterance is taken for ended and whether the agent then speaks before
/// the caller has finished, what interrupts the agent and how soon, and what does not.
/// </summary>
internal static class TurnTakingBenchmark
{
    private static readonly int[] Seeds = [201, 202];
    private static readonly LineCondition Clean = new(LineNoise.None);

    /// <param name="lookAt">Also print the sentences that were answered early.</param>
    public static void Print(bool lookAt = false)
    {
        PrintEnds(lookAt);
        PrintDelays(lookAt);
        PrintInterruptions();
        PrintNoise();
    }

    private static void PrintEnds(bool lookAt)
    {
        Console.WriteLine();
        Console.WriteLine("| line | " + TurnScore.Head + " |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var all = new TurnScore();
        CallerSentence[] sentences = [.. CallerSentence.Known, .. CallerSentence.HeldOut];
        foreach (var condition in LineCondition.All) Row(condition.Name, condition, CallerManner.Fluent, LineDelivery.Even);
        Row(LineDelivery.Bunches.Name, Clean, CallerManner.Fluent, LineDelivery.Bunches);
        Row("street, 12 dB, " + LineDelivery.BunchesWithGaps.Name, new(LineNoise.Street, 12), CallerManner.Fluent, LineDelivery.BunchesWithGaps);
        Row("slow speech, pink, 20 dB", new(LineNoise.Pink, 20), CallerManner.Fluent with { WordsPerMinute = 110 }, LineDelivery.Even);
        Row("fast speech, pink, 20 dB", new(LineNoise.Pink, 20), CallerManner.Fluent with { WordsPerMinute = 230 }, LineDelivery.Even);
        Console.WriteLine($"| **all of these** | {all.Row()} |");
        if (lookAt) Look(all);

        void Row(string name, LineCondition condition, CallerManner manner, LineDelivery delivery)
        {
            var one = new TurnScore();
            foreach (var seed in Seeds)
            {
                var scene = new TurnSceneBuilder(Speaker.Unknown, seed).Build(condition, sentences, manner);
                var heard = delivery.Hear(scene.Scene, seed);
                var log = SimulatedCall.Run(heard, scene.Words, CallDelays.None);
                var usual = SimulatedCall.Run(heard, scene.Words, CallDelays.Usual);
                one.Add(scene, log, usual);
                all.Add(scene, log, usual);
            }

            Console.WriteLine($"| {name} | {one.Row()} |");
        }
    }

    private static void PrintDelays(bool lookAt)
    {
        Console.WriteLine();
        Console.WriteLine("| callers | recognition, mind take | turns | decided after, median / p95 ms | within 700 ms | the agent speaks after, median / p95 ms | decided early and taken back | answered early |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        LineCondition[] lines = [Clean, new(LineNoise.Pink, 15), new(LineNoise.Street, 20)];
        Rows("sentences that were looked at", CallerSentence.Known, CallerManner.Fluent);
        Rows("held-out sentences", CallerSentence.HeldOut, CallerManner.Fluent);
        Rows("both, with pauses of 0.7 to 1.2 s", [.. CallerSentence.Known, .. CallerSentence.HeldOut], CallerManner.Hesitant);
        Rows("dictated numbers, pauses of 0.5 to 1.5 s", [.. Enumerable.Repeat(CallerSentence.Dictated, 4).SelectMany(numbers => numbers)], CallerManner.Dictating);

        void Rows(string name, IReadOnlyList<CallerSentence> sentences, CallerManner manner)
        {
            var lists = new List<(TurnScene Scene, HeardFrame[] Heard)>();
            foreach (var line in lines)
            {
                foreach (var seed in Seeds)
                {
                    var scene = new TurnSceneBuilder(Speaker.Unknown, seed).Build(line, sentences, manner);
                    lists.Add((scene, LineDelivery.Even.Hear(scene.Scene, seed)));
                }
            }

            foreach (var (recognition, mind, stops) in new[] { (0, 0, false), (300, 0, false), (0, 500, false), (300, 500, false), (300, 500, true) })
            {
                var delays = new CallDelays(TimeSpan.FromMilliseconds(recognition), TimeSpan.FromMilliseconds(mind), stops);
                var score = new TurnScore();
                foreach (var (scene, heard) in lists) score.Add(scene, SimulatedCall.Run(heard, scene.Words, delays));
                Console.WriteLine($"| {name} | {delays.Name} | {score.ShortRow()} |");
                if (lookAt) Look(score);
            }
        }
    }

    private static void Look(TurnScore score)
    {
        foreach (var early in score.Early.GroupBy(text => text)) Console.WriteLine($"{early.Count()} x {early.Key}");
    }

    private static void PrintInterruptions()
    {
        Console.WriteLine();
        Console.WriteLine("| over the agent's speech | tried | the agent fell silent | after, median / p95 ms | and stayed silent |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var condition in new LineCondition[] { new(LineNoise.None), new(LineNoise.Street, 20), new(LineNoise.White, 15), new(LineNoise.Hum, 20) })
            Rows(condition, LineDelivery.Even);
        Rows(new(LineNoise.None), LineDelivery.Bunches);
        Rows(new(LineNoise.Street, 20), LineDelivery.BunchesWithGaps);

        void Rows(LineCondition condition, LineDelivery delivery)
        {
            var name = condition.Name + (delivery == LineDelivery.Even ? "" : ", " + delivery.Name);
            var sentences = CallerSentence.Known.Where(sentence => sentence.Text.Length > 16).Take(16).ToList();
            Over("a sentence, " + name, sentences.SelectMany((sentence, i) => Enumerable.Range(0, 3).Select(n => (sentence, Speaker.Unknown[(i + n) % Speaker.Unknown.Count]))));
            Over("a nod, " + name, CallerSentence.Nods.SelectMany(nod => Speaker.Unknown.Select(speaker => (nod, speaker))));

            void Over(string what, IEnumerable<(CallerSentence Sentence, Speaker Speaker)> said)
            {
                var (tried, paused, stopped) = (0, 0, 0);
                var delays = new List<double>();
                foreach (var (sentence, speaker) in said)
                {
                    tried++;
                    var scene = CorpusBuilder.Alone(speaker.Speak(string.Join(' ', sentence.Parts)), condition, seed: tried);
                    var agent = new OverSpeech(sentence.Text);
                    agent.Hear(delivery.Hear(scene, tried));
                    if (agent.PausedAt is { } at)
                    {
                        var began = scene.Truth.TakeWhile(truth => truth != FrameTruth.Voice).Count();
                        paused++;
                        delays.Add(Math.Max(0, (at - (began * SpeechFrame.Length)).TotalMilliseconds));
                    }

                    if (agent.Stops > 0) stopped++;
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {what} | {tried} | {100.0 * paused / tried:0} % | {TurnScore.At(delays, 0.5):0} / {TurnScore.At(delays, 0.95):0} | {100.0 * stopped / tried:0} % |"));
            }
        }
    }

    private static void PrintNoise()
    {
        Console.WriteLine();
        Console.WriteLine("| noise alone, 20 minutes while the agent speaks | pauses in 10 min | interruptions in 10 min |");
        Console.WriteLine("|---|---|---|");
        foreach (var (noise, level) in VoiceFigures.Noises)
        {
            var (pauses, stops, name) = (0, 0, "");
            foreach (var seed in Seeds)
            {
                var scene = new CorpusBuilder(Speaker.Unknown, seed).Noise(noise, level, TimeSpan.FromMinutes(10));
                var agent = new OverSpeech("");
                agent.Hear(LineDelivery.Even.Hear(scene, seed));
                (pauses, stops, name) = (pauses + agent.Pauses, stops + agent.Stops, scene.Name);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {pauses / (double)Seeds.Length:0.0} | {stops / (double)Seeds.Length:0.0} |"));
        }
    }
}
