namespace YemotAi.Benchmarks.Minds;

/// <summary>What was measured of one subject with so many callers, over all rounds.</summary>
/// <param name="subject">The subject.</param>
/// <param name="callers">How many callers at once.</param>
/// <param name="thinks">The model's own time.</param>
internal sealed class Figures(Subject subject, int callers, TimeSpan thinks)
{
    private TimeSpan _used;

    public string Title { get; } = subject.Title;

    public SubjectKind Kind { get; } = subject.Kind;

    public int Callers => callers;

    public TimeSpan Thinks => thinks;

    /// <summary>The turns of conversations that were going on.</summary>
    public List<MeasuredTurn> Turns { get; } = [];

    /// <summary>The first turns, which tell the mind what was said before.</summary>
    public List<MeasuredTurn> Begun { get; } = [];

    /// <summary>The most memory at a time of the programs that it ran, in MiB.</summary>
    public double MostMiB { get; private set; }

    /// <summary>The most programs at a time.</summary>
    public int MostPrograms { get; private set; }

    /// <summary>Processor time of a turn, in milliseconds.</summary>
    public double UsedOfTurn => Turns.Count == 0 ? 0 : _used.TotalMilliseconds / Turns.Count;

    public int Failures => Turns.Concat(Begun).Count(turn => turn.Failure is not null);

    public void Use(TimeSpan used) => _used += used;

    public void See(int programs, double mebibytes) =>
        (MostPrograms, MostMiB) = (Math.Max(MostPrograms, programs), Math.Max(MostMiB, mebibytes));

    /// <summary>A quantile of what turns took over the model's own time, in milliseconds; failed ones do not count.</summary>
    public double Added(double quantile) => At(Turns.Where(turn => turn.Failure is null).Select(turn => turn.Took), quantile);

    /// <summary>The median of the first word's time over the model's own; null where all words come at once.</summary>
    public double? AddedToFirstWord()
    {
        var times = Turns.Where(turn => turn.Failure is null).Select(turn => turn.FirstWord).OfType<TimeSpan>().ToList();
        return times.Count == 0 ? null : At(times, 0.5);
    }

    /// <summary>The median of conversations' first turns over the model's own time.</summary>
    public double AddedToBegun() => At(Begun.Where(turn => turn.Failure is null).Select(turn => turn.Took), 0.5);

    private double At(IEnumerable<TimeSpan> times, double quantile)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(int)Math.Ceiling(quantile * (sorted.Length - 1))] - thinks).TotalMilliseconds;
    }
}
