using System.Diagnostics;
using System.Globalization;

namespace YemotAi.Benchmarks.Voice;

/// <summary>What was measured between two samples.</summary>
internal sealed class VoiceFigures
{
    public const string Columns =
        "CPU | CPU a call | of phones and ear | MiB idle, begin, end | KiB a call | frames sent | late % | dropped | turns | gaps | frames missing | answer p50 ms | p99 ms | phone late p99 ms | texts spoken anew | wrong";

    public static readonly string Line = "|" + string.Concat(Enumerable.Repeat("---|", Columns.Split('|').Length + 1));

    private const double Mebi = 1024 * 1024;

    private readonly VoiceLoad _load;
    private readonly int _calls;
    private readonly VoiceSample _begin, _end;
    private readonly IReadOnlyList<SpokenTurn> _turns;

    public VoiceFigures(VoiceLoad load, int calls, VoiceSample begin, VoiceSample end)
    {
        (_load, _calls, _begin, _end) = (load, calls, begin, end);
        (_turns, Wrong, _) = load.Tally.Take();
        Others = _turns.Count(turn => turn.Sound != load.Answer);
    }

    public IReadOnlyDictionary<string, int> Wrong { get; }

    /// <summary>Answers that were longer or shorter than the right one.</summary>
    public int Others { get; }

    /// <summary>Everything that was wrong.</summary>
    public int AllWrong => Wrong.Values.Sum() + Others;

    /// <summary>Questions that were answered.</summary>
    public int Turns => _turns.Count;

    /// <summary>Gaps in their answers.</summary>
    public int Gaps => _turns.Sum(turn => turn.Gaps);

    /// <summary>Frames that were sent.</summary>
    public double Sent => _end.FramesOut - _begin.FramesOut;

    /// <summary>Percent of them that were late.</summary>
    public double Late => Sent == 0 ? 0 : 100 * (_end.FramesLate - _begin.FramesLate) / Sent;

    /// <summary>Frames that were dropped.</summary>
    public double Dropped => _end.FramesDropped - _begin.FramesDropped;

    /// <summary>CPU of the measuring process, in percent of one core.</summary>
    public double OwnCpu => 100 * (_end.OwnUsed - _begin.OwnUsed).TotalSeconds / Seconds;

    /// <summary>Resident memory of all programs at the end.</summary>
    public double MiBAtEnd => _end.Resident / Mebi;

    private double Seconds => Stopwatch.GetElapsedTime(_begin.At, _end.At).TotalSeconds;

    /// <summary>CPU of one of the programs, in percent of one core.</summary>
    public double Cpu(int program) => 100 * (_end.Used[program] - _begin.Used[program]).TotalSeconds / Seconds;

    /// <summary>The time to the answer in ms, of which so many answers took no longer.</summary>
    public double Answer(double quantile) => At(_turns.Select(turn => turn.Answer), quantile);

    /// <summary>As <see cref="Answer"/>, how late the phone itself was.</summary>
    public double PhoneLate(double quantile) => At(_turns.Select(turn => turn.PhoneLate), quantile);

    /// <summary>The row of <see cref="Columns"/> after its first column.</summary>
    public override string ToString()
    {
        var cpu = Enumerable.Range(0, _end.Used.Count).Sum(Cpu);
        var missing = _turns.Sum(turn => turn.GapLength.TotalMilliseconds) / 20;
        return string.Create(CultureInfo.InvariantCulture, $"""
            {cpu:F0} % | {cpu / _calls:F2} % | {OwnCpu:F0} % | {_load.Idle.Resident / Mebi:F0}, {_begin.Resident / Mebi:F0}, {MiBAtEnd:F0} | {(_end.Resident - _load.Idle.Resident) / 1024.0 / _calls:F0} | {Sent:F0} | {Late:F3} | {Dropped:F0} | {Turns} | {Gaps} | {missing:F0} | {Answer(0.5):F0} | {Answer(0.99):F0} | {PhoneLate(0.99):F0} | {_end.Texts - _begin.Texts:F0} | {AllWrong} |
            """);
    }

    /// <summary>What was wrong, in words; empty when nothing was.</summary>
    public string Complaints() => string.Join(", ", Wrong.Select(one => $"{one.Key}: {one.Value}").Concat(Others > 0 ? [$"answers of another length: {Others}"] : []));

    private static double At(IEnumerable<TimeSpan> times, double quantile)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(quantile * (sorted.Length - 1))].TotalMilliseconds;
    }
}
