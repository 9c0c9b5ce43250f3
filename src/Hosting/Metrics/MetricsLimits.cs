namespace YemotAi.Hosting.Metrics;

/// <summary>What bounds the figures that are kept. None of it is worth a setting: it is far from what a program of ours has.</summary>
internal static class MetricsLimits
{
    /// <summary>
    /// How many series one instrument has at most. Default 1,000: four minds times more businesses than one
    /// installation has. A label that comes from outside could otherwise make as many as it likes. What comes beyond them
    /// is counted in one series with the label <c>overflow="true"</c>.
    /// </summary>
    public const int Series = 1_000;

    /// <summary>
    /// How many sets of labels are remembered as they were given, so that their series is found without any work.
    /// Default 4,000: a few orders of the same labels. Others are sorted and written out each time.
    /// </summary>
    public const int RememberedLabels = 4 * Series;

    /// <summary>The longest value of a label, in characters; it is cut there. Default 128: names, not texts.</summary>
    public const int LabelLength = 128;
}
