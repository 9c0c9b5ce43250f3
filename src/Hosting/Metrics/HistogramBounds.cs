using System.Diagnostics.Metrics;
using System.Globalization;

namespace YemotAi.Hosting.Metrics;

/// <summary>The bounds of a histogram's buckets: those that the instrument advises, or else some by its unit.</summary>
internal static class HistogramBounds
{
    /// <summary>From a lookup in memory to the longest turn of a call; dense around a caller's patience of 7 seconds.</summary>
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 7, 10, 15, 30, 60, 90];

    /// <summary>From a short answer to the largest request.</summary>
    private static readonly double[] Bytes = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

    /// <summary>OpenTelemetry's own, for anything.</summary>
    private static readonly double[] Others = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

    /// <summary>The bounds of an instrument.</summary>
    public static IEnumerable<double> Of(Instrument instrument) => Advised(instrument) ?? instrument.Unit switch
    {
        "s" or "seconds" => Seconds,
        "ms" => Seconds.Select(bound => bound * 1_000),
        "By" or "bytes" => Bytes,
        _ => Others,
    };

    private static IEnumerable<double>? Advised(Instrument instrument) => instrument switch
    {
        Histogram<double> of => of.Advice?.HistogramBucketBoundaries,
        Histogram<long> of => Numbers(of),
        Histogram<int> of => Numbers(of),
        Histogram<float> of => Numbers(of),
        Histogram<decimal> of => Numbers(of),
        Histogram<short> of => Numbers(of),
        Histogram<byte> of => Numbers(of),
        _ => null,
    };

    private static IEnumerable<double>? Numbers<T>(Histogram<T> histogram)
        where T : struct, IConvertible =>
        histogram.Advice?.HistogramBucketBoundaries?.Select(bound => bound.ToDouble(CultureInfo.InvariantCulture));
}
