using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Hosting.Metrics;
using YemotAi.Tests;

namespace YemotAi.Unit.Metrics;

public sealed class MetricsExporterTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LogLines _log = new();
    private readonly LoggerFactory _logs;
    private readonly MetricsExporter _exporter;
    private readonly Meter _meter;

    public MetricsExporterTests()
    {
        _logs = new LoggerFactory([_log]);
        _exporter = new MetricsExporter(_services.GetRequiredService<IMeterFactory>(), _logs.CreateLogger<MetricsExporter>());
        _meter = _services.GetRequiredService<IMeterFactory>().Create("YemotAi.Tests");
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _services.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public void Counters_and_gauges_are_written_as_the_format_says()
    {
        var counter = _meter.CreateCounter<long>("test.seen", "{bird}", "Birds,\nby \\ kind.");
        counter.Add(2, new KeyValuePair<string, object?>("bird.kind", "the \"owl\""));
        counter.Add(1, new KeyValuePair<string, object?>("bird.kind", "the \"owl\""));
        _meter.CreateCounter<double>("test.cost").Add(0.25);
        _meter.CreateUpDownCounter<int>("test.nests").Add(5);
        _meter.CreateUpDownCounter<int>("test.nests").Add(-7);
        _meter.CreateGauge<double>("test.height", "m").Record(double.NegativeInfinity);

        Assert.Equal(
            """
            # TYPE test_cost_total counter
            test_cost_total 0.25
            # TYPE test_height_m gauge
            test_height_m -Inf
            # TYPE test_nests gauge
            test_nests -2
            # HELP test_seen_total Birds,\nby \\ kind.
            # TYPE test_seen_total counter
            test_seen_total{bird_kind="the \"owl\""} 3

            """.ReplaceLineEndings("\n"),
            Ours());
    }

    [Fact]
    public void A_histogram_counts_in_each_bucket_what_is_not_above_its_bound()
    {
        var histogram = _meter.CreateHistogram("test.wait", "s", "How long.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 2] });
        foreach (var value in new[] { 0.5, 0.25, 1.0, 2.0, 64.0, double.NaN, double.PositiveInfinity })
            histogram.Record(value, new KeyValuePair<string, object?>("le", "mine"));

        Assert.Equal(
            """
            # HELP test_wait_seconds How long.
            # TYPE test_wait_seconds histogram
            test_wait_seconds_bucket{le_="mine",le="0.5"} 2
            test_wait_seconds_bucket{le_="mine",le="2"} 4
            test_wait_seconds_bucket{le_="mine",le="+Inf"} 5
            test_wait_seconds_sum{le_="mine"} 67.75
            test_wait_seconds_count{le_="mine"} 5

            """.ReplaceLineEndings("\n"),
            Ours());
    }

    [Fact]
    public void Without_advice_the_bounds_are_by_the_unit()
    {
        _meter.CreateHistogram<double>("test.turn", "s").Record(6.5);
        _meter.CreateHistogram<int>("test.size", "By").Record(300);
        _meter.CreateHistogram<long>("test.other").Record(20);
        var text = Ours();
        Assert.Contains("test_turn_seconds_bucket{le=\"5\"} 0\ntest_turn_seconds_bucket{le=\"7\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("test_size_bytes_bucket{le=\"256\"} 0\ntest_size_bytes_bucket{le=\"1024\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("test_other_bucket{le=\"10\"} 0\ntest_other_bucket{le=\"25\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_observed_is_observed_anew_each_time()
    {
        var accounts = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        _meter.CreateObservableGauge("test.running", () => accounts.Select(pair => new Measurement<int>(pair.Value, new KeyValuePair<string, object?>("account", pair.Key))));
        _meter.CreateObservableCounter("test.spent", () => 40L, "By");
        _meter.CreateObservableUpDownCounter("test.held", () => -3.5);
        Assert.Contains("test_running{account=\"a\"} 1\ntest_running{account=\"b\"} 2\n", Ours(), StringComparison.Ordinal);

        accounts.Remove("a");
        accounts["b"] = 0;
        var text = Ours();
        Assert.DoesNotContain("account=\"a\"", text, StringComparison.Ordinal);
        Assert.Contains("test_running{account=\"b\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_spent_bytes_total counter\ntest_spent_bytes_total 40\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE test_held gauge\ntest_held -3.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instrument_that_throws_leaves_the_others_and_is_logged_once()
    {
        _meter.CreateObservableGauge("test.broken", new Func<int>(() => throw new InvalidOperationException("on purpose")));
        _meter.CreateObservableGauge("test.whole", () => 7);
        for (var i = 0; i < 3; i++) Assert.Contains("test_whole 7\n", Ours(), StringComparison.Ordinal);
        Assert.Single(_log.All);
    }

    [Fact]
    public void Nothing_spoils_a_counter()
    {
        var counter = _meter.CreateCounter<double>("test.sum");
        foreach (var value in new[] { 1, double.NaN, double.PositiveInfinity, -5, 2 }) counter.Add(value);
        Assert.Contains("test_sum_total 3\n", Ours(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_from_outside_do_not_grow_for_ever()
    {
        var counter = _meter.CreateCounter<long>("test.asked");
        for (var i = 0; i < MetricsLimits.Series + 500; i++) counter.Add(1, new KeyValuePair<string, object?>("path", $"/{i}"));
        var text = Ours();
        Assert.Equal(MetricsLimits.Series + 1, text.Split('\n').Count(line => line.StartsWith("test_asked_total{", StringComparison.Ordinal)));
        Assert.Contains("test_asked_total{overflow=\"true\"} 500\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_kinds_under_one_name_are_not_mixed()
    {
        _meter.CreateCounter<long>("test.clash").Add(1);
        _meter.CreateObservableCounter("test.clash", () => 100L);
        Assert.Contains("test_clash_total 1\n", Ours(), StringComparison.Ordinal);
        Assert.Contains("test.clash", Assert.Single(_log.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_meters_and_those_of_another_program_in_this_process_are_not_shown()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create("YemotAi.Tests").CreateCounter<int>("test.another").Add(1);
        _services.GetRequiredService<IMeterFactory>().Create("Some.Library").CreateCounter<int>("test.library").Add(1);
        _services.GetRequiredService<IMeterFactory>().Create("Microsoft.Orleans").CreateCounter<int>("test.orleans").Add(1);
        Assert.Equal("# TYPE test_orleans_total counter\ntest_orleans_total 1\n", Ours());
    }

    [Fact]
    public void Many_at_once_lose_nothing()
    {
        var counter = _meter.CreateCounter<double>("test.many");
        var histogram = _meter.CreateHistogram<double>("test.times", "s");
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Add(0.5, new KeyValuePair<string, object?>("odd", i % 2 == 1));
                histogram.Record(1);
                if (i % 1_000 == 0) Exposition.Read(_exporter.Collect());
            }
        });
        var samples = Exposition.Read(_exporter.Collect());
        Assert.Equal(20_000, samples["test_many_total{odd=\"true\"}"]);
        Assert.Equal(20_000, samples["test_many_total{odd=\"false\"}"]);
        Assert.Equal(80_000, samples["test_times_seconds_count"]);
        Assert.Equal(80_000, samples["test_times_seconds_sum"]);
    }

    [Fact]
    public void A_measurement_with_known_labels_takes_no_memory()
    {
        var counter = _meter.CreateCounter<long>("test.cheap");
        var histogram = _meter.CreateHistogram<double>("test.cheap.time", "s");
        Measure();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure()
        {
            for (var i = 0; i < 1_000; i++)
            {
                counter.Add(1, new("mind", "codex"), new("kind", "input"));
                histogram.Record(0.3, new KeyValuePair<string, object?>("mind", "codex"));
            }
        }
    }

    [Fact]
    public void The_runtimes_own_figures_are_there_and_all_is_well_formed()
    {
        var samples = Exposition.Read(_exporter.Collect());
        Assert.True(samples["dotnet_process_memory_working_set_bytes"] > 0);
        Assert.Contains(samples.Keys, name => name.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal));
    }

    /// <summary>What this test's own meters have, without the runtime's and what other tests measure meanwhile.</summary>
    private string Ours()
    {
        var text = _exporter.Collect();
        Exposition.Read(text);
        return string.Concat(text.Split('\n')
            .Where(line => line.Replace("# HELP ", "", StringComparison.Ordinal).Replace("# TYPE ", "", StringComparison.Ordinal).StartsWith("test_", StringComparison.Ordinal))
            .Select(line => line + "\n"));
    }
}
