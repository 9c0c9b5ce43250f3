using System.Diagnostics.Metrics;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls;

/// <summary>What calls count and measure, under the meter <c>YemotAi.Calls</c>.</summary>
internal static class CallMetrics
{
    private static readonly Meter Meter = new("YemotAi.Calls");

    /// <summary>What a cluster is scaled by.</summary>
    public static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>(
        "yemotai.calls.active", "{call}", "Calls that this process has in memory.");

    public static readonly Counter<long> Began = Meter.CreateCounter<long>(
        "yemotai.calls.began", "{call}", "Stays of calls in an extension that began.");

    public static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "yemotai.calls.ended", "{call}", "Calls that ended, by reason.");

    public static readonly Counter<long> Repeated = Meter.CreateCounter<long>(
        "yemotai.turns.repeated", "{turn}", "Requests that were repetitions.");

    public static readonly Counter<long> Bridged = Meter.CreateCounter<long>(
        "yemotai.turns.bridged", "{turn}", "Requests answered with \"one moment\" because the work took longer than the patience.");

    public static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "yemotai.turns.failed", "{turn}", "Requests answered with an apology because the handler failed.");

    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "yemotai.turn.duration", "s", "Time from a request's arrival at its call to its answer.");

    private static readonly Histogram<double> SpokenTurn = Meter.CreateHistogram<double>(
        "yemotai.spoken.turn", "s", "What callers on a line of sound wait for after their words, by part.");

    public static readonly Counter<long> SoundDropped = Meter.CreateCounter<long>(
        "yemotai.sound.dropped", "{frame}", "Frames of 20 ms that were dropped before they were sent.");

    public static readonly Counter<long> SoundLost = Meter.CreateCounter<long>(
        "yemotai.sound.lost", "{frame}", "Frames of 20 ms that never came.");

    public static readonly Counter<long> SoundReattached = Meter.CreateCounter<long>(
        "yemotai.sound.reattached", "{line}", "Lines that were attached again.");

    public static void RecordSpokenTurn(TurnTimes times)
    {
        SpokenTurn.Record(times.Recognition.TotalSeconds, new KeyValuePair<string, object?>("part", "recognition"));
        SpokenTurn.Record(times.Thinking.TotalSeconds, new KeyValuePair<string, object?>("part", "thinking"));
        SpokenTurn.Record(times.Synthesis.TotalSeconds, new KeyValuePair<string, object?>("part", "synthesis"));
        SpokenTurn.Record(times.Total.TotalSeconds, new KeyValuePair<string, object?>("part", "total"));
    }
}
