using System.Globalization;
using Xunit;
using YemotAi.Hosting.Metrics;

namespace YemotAi.Unit.Metrics;

public sealed class SeriesTableTests
{
    private readonly SeriesTable<object> _table = new(() => new object());

    [Fact]
    public void The_same_labels_in_any_order_are_one_series()
    {
        var series = Find(("a", "1"), ("b", 2));
        Assert.Same(series, Find(("b", 2), ("a", "1")));
        Assert.Same(series, Find(("b", "2"), ("a", "1")));
        Assert.NotSame(series, Find(("a", "2"), ("b", 1)));
        Assert.Equal(2, _table.All().Length);
    }

    [Fact]
    public void Beyond_the_limit_all_others_share_one_series()
    {
        var first = Find(("a", "0"));
        for (var i = 1; i < MetricsLimits.Series; i++) Find(("a", i.ToString(CultureInfo.InvariantCulture)));
        var other = Find(("a", "one too many"));
        for (var i = 0; i < 10_000; i++) Assert.Same(other, Find(("a", $"and more {i}")));

        var all = _table.All();
        Assert.Equal(MetricsLimits.Series + 1, all.Length);
        Assert.Equal("overflow=\"true\"", all[^1].Key);
        Assert.Same(first, Find(("a", "0")));
        Assert.NotSame(first, other);
    }

    [Fact]
    public void However_many_ways_the_same_labels_are_given_nothing_grows()
    {
        // Texts of their own that are cut to the same, and values that are never equal: one series, and nothing to remember.
        var start = new string('x', MetricsLimits.LabelLength);
        for (var i = 0; i < 100; i++) Find(("a", start + i), ("b", new Same()));
        Assert.Single(_table.All());
        Assert.Equal(0, _table.Remembered);
    }

    [Fact]
    public void Only_so_many_sets_of_labels_are_remembered()
    {
        // An empty label is none, so all of these are one series.
        for (var i = 0; i < MetricsLimits.RememberedLabels + 100; i++) Find(("a", 1), ($"b{i}", ""));
        Assert.Single(_table.All());
        Assert.Equal(MetricsLimits.RememberedLabels, _table.Remembered);
        Assert.Same(Find(("a", 1)), Find(("a", 1), ("b", null)));
    }

    [Fact]
    public void A_known_series_is_found_without_memory()
    {
        KeyValuePair<string, object?>[] tags = [new("mind", "codex"), new("code", 200)];
        for (var i = 0; i < 1_000; i++) _table.Find(tags);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) _table.Find(tags);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private object Find(params (string Name, object? Value)[] tags) =>
        _table.Find([.. tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value))]);

    private sealed class Same
    {
        public override string ToString() => "same";
    }
}
