using Xunit;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>Everything that is checked of what is applied, beside the schemas.</summary>
internal static class AllRules
{
    private static readonly Func<ManifestSet, IEnumerable<string>>[] Rules =
    [
        SettingsRule.Problems, PortRule.Problems, ReferenceRule.Problems, SecurityRule.Problems, StopRule.Problems,
        IngressRule.Problems, NetworkRule.Problems,
    ];

    /// <summary>What is wrong: one sentence each.</summary>
    public static IReadOnlyList<string> Problems(ManifestSet set) => [.. Rules.SelectMany(rule => rule(set))];

    /// <summary>Fails with all that is wrong, whole.</summary>
    public static void AssertKept(ManifestSet set)
    {
        var problems = Problems(set);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
