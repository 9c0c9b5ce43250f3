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

    private readonly string _row;

    public VoiceFigures(VoiceLoad load, int calls, VoiceSample begin, VoiceSample end)
    {
        var (turns, wrong, _) = load.Tally.Take();
        Wrong = wrong;
        Others = turns.Count(turn => turn.Sound != load.Answer);
        var seconds = Stopwatch.GetElapsedTime(begin.At, end.At).TotalSeconds;
        var cpu = 100 * (end.Used - begin.Used).TotalSeconds / seconds;
        var own = 100 * (end.OwnUsed - begin.OwnUsed).TotalSeconds / seconds;
        var sent = end.FramesOut - begin.FramesOut;
        var missing = turns.Sum(turn => turn.GapLength.TotalMilliseconds) / 20;
        _row = string.Create(CultureInfo.InvariantCulture, $"""
            {cpu:F0} % | {cpu / calls:F2} % | {own:F0} % | {load.Idle.Resident / Mebi:F0}, {begin.Resident / Mebi:F0}, {end.Resident / Mebi:F0} | {(end.Resident - load.Idle.Resident) / 1024.0 / calls:F0} | {sent:F0} | {(sent == 0 ? 0 : 100 * (end.FramesLate - begin.FramesLate) / sent):F3} | {end.FramesDropped - begin.FramesDropped:F0} | {turns.Count} | {turns.Sum(turn => turn.Gaps)} | {missing:F0} | {At(turns.Select(turn => turn.Answer), 0.5):F0} | {At(turns.Select(turn => turn.Answer), 0.99):F0} | {At(turns.Select(turn => turn.PhoneLate), 0.99):F0} | {end.Texts - begin.Texts:F0} | {wrong.Values.Sum() + Others} |
            """);
    }

    public IReadOnlyDictionary<string, int> Wrong { get; }

    /// <summary>Answers that were longer or shorter than the right one.</summary>
    public int Others { get; }

    /// <summary>The row after its first column.</summary>
    public override string ToString() => _row;

    /// <summary>What was wrong, in words; empty when nothing was.</summary>
    public string Complaints() => string.Join(", ", Wrong.Select(one => $"{one.Key}: {one.Value}").Concat(Others > 0 ? [$"answers of another length: {Others}"] : []));

    private static double At(IEnumerable<TimeSpan> times, double quantile)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(quantile * (sorted.Length - 1))].TotalMilliseconds;
    }
}
