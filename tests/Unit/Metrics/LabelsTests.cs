using Xunit;
using YemotAi.Hosting.Metrics;

namespace YemotAi.Unit.Metrics;

public sealed class LabelsTests
{
    [Fact]
    public void Their_order_is_that_of_their_names() =>
        Assert.Equal("kind=\"input\",mind=\"codex\"", Of(("mind", "codex"), ("kind", "input")));

    [Fact]
    public void Signs_with_a_meaning_are_escaped() =>
        Assert.Equal(@"why=""a \""b\"" \\ c\nd""", Of(("why", "a \"b\" \\ c\nd")));

    [Fact]
    public void What_is_no_text_becomes_text() => Assert.Equal(
        "code=\"200\",half=\"0.5\",is=\"true\",who=\"Friday\"", Of(("code", 200), ("half", 0.5), ("is", true), ("who", DayOfWeek.Friday)));

    [Fact]
    public void An_empty_value_is_no_label() => Assert.Equal("b=\"1\"", Of(("a", ""), ("b", 1), ("c", null)));

    [Fact]
    public void Names_that_become_the_same_are_one_label() => Assert.Equal("a_b=\"1;2\"", Of(("a.b", 1), ("a_b", 2)));

    [Fact]
    public void A_name_that_is_taken_is_changed() => Assert.Equal("le_=\"x\"", Labels.Of([new("le", "x")], "le"));

    [Fact]
    public void Half_characters_and_control_signs_are_replaced() => Assert.Equal("a=\"\uFFFDx\uFFFD😀\"", Of(("a", "\uD83Dx\0😀")));

    [Fact]
    public void A_long_value_is_cut() => Assert.Equal($"a=\"{new string('x', MetricsLimits.LabelLength)}\"", Of(("a", new string('x', 10_000))));

    private static string Of(params (string Name, object? Value)[] tags) =>
        Labels.Of([.. tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value))]);
}
