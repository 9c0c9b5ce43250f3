using System.Globalization;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Speech;
using YemotAi.SpeechCorpus;

namespace YemotAi.Benchmarks.Turns;

/// <summary>How well callers' turns were taken. Calls are added up.</summary>
internal sealed class TurnScore
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(700);

    private readonly List<double> _decided = [];
    private readonly List<double> _answered = [];
    private int _turns;
    private int _found;
    private int _falseSegments;
    private int _falseTurns;
    private int _clippedStarts;
    private int _clippedEnds;
    private int _soon;
    private int _takenBack;
    private int _early;
    private int _takenBackUsually;
    private int _earlyUsually;
    private int _words;
    private int _wordsFound;

    /// <summary>Sentences that the agent answered before they were said, for a closer look.</summary>
    public List<string> Early { get; } = [];

    public const string Head =
        "turns | found | words that reached the agent | false starts: recorded, answered | clipped starts, ends | decided after, median / p95 ms | within 700 ms | decided early and taken back | answered early";

    /// <summary>Adds a call.</summary>
    /// <param name="scene">What was said.</param>
    /// <param name="log">What became of it.</param>
    /// <param name="usual">The same with what recogniser and mind usually take.</param>
    public void Add(TurnScene scene, CallLog log, CallLog? usual = null)
    {
        usual ??= log;
        _earlyUsually += scene.Turns.Count(turn => IsEarly(turn, usual));
        _takenBackUsually += scene.Turns.Where((turn, i) => IsTakenBack(turn, i, usual)).Count();
        _falseSegments += log.Segments.Count(segment => segment.Words.Count == 0 && !scene.Turns.Any(turn => turn.From < segment.To && turn.To > segment.From));
        _falseTurns += log.Turns.Count(turn => turn.Kind == TurnActionKind.SubmitUnclear && !scene.Turns.Any(said => Within(turn.At, said)));
        _words += scene.Words.Count;
        _wordsFound += log.Turns.SelectMany(turn => turn.Words).Distinct().Count();
        for (var i = 0; i < scene.Turns.Count; i++) Add(scene.Turns[i], i, log);
    }

    public string Row() => string.Create(CultureInfo.InvariantCulture,
        $"{_turns} | {Share(_found, _turns)} | {Share(_wordsFound, _words)} | {_falseSegments}, {_falseTurns} | {_clippedStarts}, {_clippedEnds} | {Figures(_decided)} | {Share(_soon, _turns)} | {_takenBack} : {_takenBackUsually} | {_early} : {_earlyUsually}");

    /// <summary>What the delays of others change: beside the decisions, when the agent begins to speak.</summary>
    public string ShortRow() => string.Create(CultureInfo.InvariantCulture,
        $"{_turns} | {Figures(_decided)} | {Share(_soon, _turns)} | {Figures(_answered)} | {_takenBack} | {_early}");

    public static double At(List<double> values, double part) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Min(values.Count - 1, values.Count * part));

    private static string Figures(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{At(values, 0.5):0} / {At(values, 0.95):0}");

    private static string Share(int part, int all) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / all:0.0} %");

    // Of the time in which the sound of a turn is on the line, and the wait for its end.
    private static bool Within(TimeSpan at, SpokenTurn turn) => at >= SpeechFrame.Length * turn.From && at < (SpeechFrame.Length * turn.To) + TimeSpan.FromSeconds(2);

    private static bool IsEarly(SpokenTurn turn, CallLog log) =>
        log.Answers.Exists(at => at > SpeechFrame.Length * turn.From && at < SpeechFrame.Length * turn.To);

    private static bool IsTakenBack(SpokenTurn turn, int number, CallLog log) =>
        !IsEarly(turn, log) && log.Turns.Exists(one => one.At < SpeechFrame.Length * turn.To && one.Words.Any(word => word.Turn == number));

    private void Add(SpokenTurn turn, int number, CallLog log)
    {
        _turns++;
        var to = SpeechFrame.Length * turn.To;
        var segments = log.Segments.FindAll(segment => segment.From < turn.To && segment.To > turn.From);
        if (segments.Count > 0 && segments[0].From > turn.From) _clippedStarts++;
        if (segments.Count > 0 && segments[^1].To < turn.To) _clippedEnds++;
        var handed = log.Turns.FindAll(one => one.Words.Any(word => word.Turn == number));
        if (handed.Count > 0) _found++;
        if (IsEarly(turn, log))
        {
            _early++;
            Early.Add(string.Join(" | ", handed.Select(one => string.Join(' ', one.Words.Select(word => word.Text)))));
        }
        else if (IsTakenBack(turn, number, log))
        {
            _takenBack++;
        }

        if (handed.Count == 0 || handed[^1].At < to) return;
        var after = handed[^1].At - to;
        _decided.Add(after.TotalMilliseconds);
        if (after <= Soon) _soon++;
        else Early.Add(FormattableString.Invariant($"late {after.TotalMilliseconds:0}: {turn.Sentence.Text}"));
        var answer = log.Answers.FindIndex(at => at >= handed[^1].At);
        if (answer >= 0) _answered.Add((log.Answers[answer] - to).TotalMilliseconds);
    }
}
