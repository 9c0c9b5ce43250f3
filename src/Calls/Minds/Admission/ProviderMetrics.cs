using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace YemotAi.Calls.Minds.Admission;

/// <summary>What the providers' queues count and measure, by account, under the meter <c>YemotAi.Minds</c>.</summary>
internal static class ProviderMetrics
{
    private static readonly Meter Meter = new("YemotAi.Minds");

    /// <summary>What is measured now, of queues that are in memory. Holds figures alone, and no actor.</summary>
    private static readonly ConcurrentDictionary<string, ProviderLoad> Loads = new(StringComparer.Ordinal);

    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>(
        "yemotai.minds.queue.waited", "s", "How long those who got a turn waited for it.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "yemotai.minds.queue.refused", "{turn}", "Wishes for a turn that were refused, by reason.");

    private static readonly Counter<long> Losses = Meter.CreateCounter<long>(
        "yemotai.minds.queue.lost", "{turn}", "Turns that were never left and were taken back.");

    static ProviderMetrics()
    {
        Meter.CreateObservableGauge(
            "yemotai.minds.queue.running", () => Measure(load => load.Running), "{turn}", "Turns that are under way.");
        Meter.CreateObservableGauge(
            "yemotai.minds.queue.waiting", () => Measure(load => load.Waiting), "{turn}", "Who waits for a turn.");
    }

    /// <summary>Shows an account's figures until <see cref="Hide"/>.</summary>
    public static void Show(string account, ProviderLoad load) => Loads[account] = load;

    /// <summary>No longer shows them, if they are still these.</summary>
    public static void Hide(string account, ProviderLoad load) =>
        Loads.TryRemove(new KeyValuePair<string, ProviderLoad>(account, load));

    public static void Waited(string account, TimeSpan wait) => Waits.Record(wait.TotalSeconds, Tag(account));

    public static void Refused(string account, ProviderRefusal why) =>
        Refusals.Add(1, Tag(account), new KeyValuePair<string, object?>("reason", why.ToString()));

    public static void Lost(string account) => Losses.Add(1, Tag(account));

    private static List<Measurement<int>> Measure(Func<ProviderLoad, int> value) =>
        [.. Loads.Select(pair => new Measurement<int>(value(pair.Value), Tag(pair.Key)))];

    private static KeyValuePair<string, object?> Tag(string account) => new("account", account);
}
