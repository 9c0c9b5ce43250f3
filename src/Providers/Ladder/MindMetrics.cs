using System.Diagnostics.Metrics;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Ladder;

/// <summary>What minds count and measure, under the meter <c>YemotAi.Minds</c>.</summary>
internal static class MindMetrics
{
    private static readonly Meter Meter = new("YemotAi.Minds");

    private static readonly Counter<long> Asked = Meter.CreateCounter<long>(
        "yemotai.mind.requests", "{request}", "Requests to minds, by mind and outcome.");

    private static readonly Histogram<double> FirstWord = Meter.CreateHistogram<double>(
        "yemotai.mind.first_word", "s", "Time from asking a mind to its first word.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "yemotai.mind.duration", "s", "Time from asking a mind to the end of its answer, or to its failure.");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>(
        "yemotai.mind.tokens", "{token}", "Tokens used, by mind and kind.");

    private static readonly Counter<double> Cost = Meter.CreateCounter<double>(
        "yemotai.mind.cost", "{shekel}", "What minds cost, by mind and business.");

    public static void Record(MindAttempt attempt, string business)
    {
        var mind = new KeyValuePair<string, object?>("mind", attempt.Mind);
        Asked.Add(1, mind, new("outcome", attempt.Failure?.ToString() ?? "Answered"));
        Duration.Record(attempt.Took.TotalSeconds, mind);
        if (attempt.FirstWord is { } first) FirstWord.Record(first.TotalSeconds, mind);
        if (attempt.Usage.InputTokens > 0) Tokens.Add(attempt.Usage.InputTokens, mind, new("kind", "input"));
        if (attempt.Usage.CachedInputTokens > 0) Tokens.Add(attempt.Usage.CachedInputTokens, mind, new("kind", "cached_input"));
        if (attempt.Usage.OutputTokens > 0) Tokens.Add(attempt.Usage.OutputTokens, mind, new("kind", "output"));
        if (attempt.Cost > 0) Cost.Add((double)attempt.Cost, mind, new("business", business));
    }
}
