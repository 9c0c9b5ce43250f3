using System.Globalization;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Speech;
using YemotAi.SpeechCorpus;

namespace YemotAi.Benchmarks.Turns;

/// <summary>
/// How turns are taken on the same lines: when an utterance is taken for ended, what interrupts the agent and how soon, and
/// what does not. The detector and the turn machine as they are in the product; recognition is without fault and takes no
/// time, so what is measured is their own.
/// </summary>
internal static class TurnTakingBenchmark
{
    private const int Sentences = 16;

    /// <summary>Frames of silence from which on the next voice is another utterance.</summary>
    private const int Apart = 30;

    private static readonly int[] Seeds = [201, 202];
    private static readonly string[] Nods = ["כן", "אה", "הבנתי", "בסדר", "אוקיי", "נכון", "כן כן", "יופי", "טוב", "ברור"];

    public static void Print()
    {
        PrintEnds();
        PrintInterruptions();
        PrintNoise();
    }

    private static void PrintEnds()
    {
        Console.WriteLine();
        Console.WriteLine("| line | utterances | with a pause inside at which the words so far are looked at | decided after, median / p95 ms | within 700 ms |");
        Console.WriteLine("|---|---|---|---|---|");
        var all = new Ends();
        foreach (var condition in LineCondition.All)
        {
            var one = new Ends();
            foreach (var seed in Seeds)
            {
                var scene = new CorpusBuilder(Speaker.Unknown, seed).Conversation(condition, Sentences);
                one.Add(scene);
                all.Add(scene);
            }

            Console.WriteLine(one.Row(condition.Name));
        }

        Console.WriteLine(all.Row("**all of these**"));
        var parts = CorpusBuilder.Sentences().Where(sentence => sentence.Contains(',')).Select(sentence => sentence[..sentence.IndexOf(',')]).ToList();
        var alone = parts.Count(part => SpokenSense.Hebrew.Of(part) is UtteranceSense.Complete or UtteranceSense.BackChannel);
        Console.WriteLine($"{CorpusBuilder.Sentences().Length} sentences, {parts.Count} with a comma; at {alone} of those the words before it can stand alone, at the others the rest is waited for.");
    }

    private static void PrintInterruptions()
    {
        Console.WriteLine();
        Console.WriteLine("| over the agent's speech | tried | the agent fell silent | after, median / p95 ms | and stayed silent |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var condition in new LineCondition[] { new(LineNoise.None), new(LineNoise.Street, 20), new(LineNoise.White, 15), new(LineNoise.Hum, 20) })
        {
            Over("a sentence, " + condition.Name, condition, Seeds.SelectMany(seed => new CorpusBuilder(Speaker.Unknown, seed).Spoken.Take(24)), "אני רוצה לשאול משהו אחר");
            Over("a nod, " + condition.Name, condition, Nods.SelectMany(nod => Speaker.Unknown.Select(speaker => speaker.Speak(nod))), "הבנתי");
        }
    }

    private static void Over(string name, LineCondition condition, IEnumerable<short[]> said, string words)
    {
        var (tried, paused, stopped) = (0, 0, 0);
        var delays = new List<double>();
        foreach (var samples in said)
        {
            tried++;
            var scene = CorpusBuilder.Alone(samples, condition, seed: tried);
            var table = new Table(words, speaking: true);
            var began = -1;
            for (var i = 0; i < scene.Truth.Count; i++)
            {
                if (began < 0 && scene.Truth[i] == FrameTruth.Voice) began = i;
                table.Hear(scene.Frame(i));
            }

            if (table.PausedAt is { } at)
            {
                paused++;
                delays.Add(Math.Max(0, at - began + 1) * 20);
            }

            if (table.Stops > 0) stopped++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {tried} | {100.0 * paused / tried:0} % | {At(delays, 0.5):0} / {At(delays, 0.95):0} | {100.0 * stopped / tried:0} % |"));
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
                var table = new Table("", speaking: true);
                for (var i = 0; i < scene.Truth.Count; i++) table.Hear(scene.Frame(i));
                (pauses, stops, name) = (pauses + table.Pauses, stops + table.Stops, scene.Name);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {pauses / (double)Seeds.Length:0.0} | {stops / (double)Seeds.Length:0.0} |"));
        }
    }

    private static double At(List<double> values, double part) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Min(values.Count - 1, values.Count * part));

    /// <summary>A detector and a turn machine, as a call has them.</summary>
    private sealed class Table
    {
        private readonly VoiceActivityDetector _voice = new(new VoiceActivityOptions());
        private readonly KeyToneDetector _keys = new();
        private readonly TurnOptions _options = new();
        private readonly List<TurnAction> _todo = [];
        private readonly string _words;
        private readonly bool _speaking;
        private TurnState _state;
        private int _frame;

        public Table(string words, bool speaking)
        {
            (_words, _speaking) = (words, speaking);
            _state = TurnState.Opened(TimeSpan.Zero, _options);
            if (speaking) _state = _state with { Phase = TurnPhase.Speaking };
            else _state = _state with { Phase = TurnPhase.Listening };
        }

        public int? PausedAt { get; private set; }

        public int Pauses { get; private set; }

        public int Stops { get; private set; }

        /// <summary>The frames with which segments were closed.</summary>
        public List<int> Closed { get; } = [];

        public void Hear(ReadOnlySpan<short> frame)
        {
            _keys.Add(frame);
            var voice = _voice.Add(frame, _keys.IsTone);
            Put(TurnEvent.Frame(voice.IsVoice, voice.IsStrong, TimeSpan.FromSeconds(30)));
            _frame++;
        }

        private void Put(TurnEvent happened)
        {
            _state = TurnMachine.Next(_state, happened, SpeechFrame.Length * _frame, _options, _todo);
            TurnAction[] todo = [.. _todo];
            _todo.Clear();
            foreach (var action in todo)
            {
                switch (action.Kind)
                {
                    case TurnActionKind.PauseSpeech:
                        PausedAt ??= _frame;
                        Pauses++;
                        break;
                    case TurnActionKind.StopSpeech:
                        Stops++;
                        break;
                    case TurnActionKind.CloseSegment:
                        Closed.Add(_frame);
                        Put(TurnEvent.Recognised(action.Number, _words));
                        break;
                    case TurnActionKind.SubmitWords or TurnActionKind.SubmitUnclear or TurnActionKind.SubmitSilence:
                        // The next is listened to, or spoken over, at once.
                        if (_speaking) _state = _state with { Phase = TurnPhase.Speaking };
                        else Put(TurnEvent.ReplyEmpty(_state.Turn, new TurnListening()));
                        break;
                }
            }
        }
    }

    /// <summary>When utterances were taken for ended, beside when they were.</summary>
    private sealed class Ends
    {
        private readonly List<double> _delays = [];
        private int _utterances;
        private int _early;

        public void Add(CorpusScene scene)
        {
            var table = new Table("מתי אתם פתוחים", speaking: false);
            for (var i = 0; i < scene.Truth.Count; i++) table.Hear(scene.Frame(i));
            foreach (var (from, to) in Utterances(scene.Truth))
            {
                _utterances++;
                if (table.Closed.Exists(frame => frame >= from && frame < to)) _early++;
                var end = table.Closed.Find(frame => frame >= to);
                if (end > 0) _delays.Add((end - to) * 20.0);
            }
        }

        public string Row(string name) => string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {_utterances} | {_early} | {At(_delays, 0.5):0} / {At(_delays, 0.95):0} | {100.0 * _delays.Count(delay => delay <= 700) / _utterances:0.0} % |");

        /// <summary>The first frame of each utterance and the one after its last.</summary>
        private static IEnumerable<(int From, int To)> Utterances(IReadOnlyList<FrameTruth> truth)
        {
            var (from, last) = (-1, -1);
            for (var i = 0; i < truth.Count; i++)
            {
                if (truth[i] == FrameTruth.Voice)
                {
                    if (from < 0) from = i;
                    last = i;
                }
                else if (from >= 0 && i - last >= Apart)
                {
                    yield return (from, last + 1);
                    from = -1;
                }
            }

            if (from >= 0) yield return (from, last + 1);
        }
    }
}
