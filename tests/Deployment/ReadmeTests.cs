using Xunit;
using YemotAi.Deployment.Manifests;
using YemotAi.Deployment.Rules;

namespace YemotAi.Deployment;

/// <summary>What <c>k8s/README.md</c> tells an operator to write works.</summary>
public sealed class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Repository.At("k8s", "README.md"));

    [Fact]
    public async Task The_overlay_of_ones_own_builds_and_is_right()
    {
        using var copy = new FolderCopy();
        var mine = Path.Combine(copy.Folder, "overlays", "mine");
        Directory.CreateDirectory(Path.Combine(mine, "businesses"));
        File.WriteAllText(Path.Combine(mine, "kustomization.yaml"), Block("# k8s/overlays/mine/kustomization.yaml"));
        File.Copy(Path.Combine(copy.Folder, "base", "businesses", "example.yaml"), Path.Combine(mine, "businesses", "mine.yaml"));

        var set = await Kustomize.BuildAsync(copy.Folder, "overlays/mine");
        AllRules.AssertKept(set);
        var settings = ProgramEnvironment.Cluster(ContainerEnvironment.Of(set.The("Deployment", "silo").Containers.Single(), set));
        Assert.Equal("mine", Assert.Single(settings.Agents).Business);
        Assert.Equal("10.42.0.0/16", Assert.Single(settings.Program.TrustedProxies));
        Assert.Contains(set.Of("ConfigMap"), map => map.Body.Map("data").Keys.SequenceEqual(["mine.yaml"]));
    }

    [Fact]
    public async Task The_adapters_rule_gives_the_metric_that_the_autoscaler_reads()
    {
        var rule = Assert.Single(Assert.Single(YamlText.Documents(Block("# values.yaml of prometheus-adapter"))).List("rules.custom"));
        var set = await Deployments.BuildAsync("production");
        var read = Assert.Single(set.Of("HorizontalPodAutoscaler").SelectMany(scaler => scaler.Body.List("spec.metrics")).Select(metric => metric.Text("pods.metric.name")).OfType<string>());
        Assert.Equal(read, rule.Text("name.as"));
        Assert.StartsWith(read + "{", rule.Text("seriesQuery"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_secret_of_the_example_is_made_by_its_commands()
    {
        var secrets = YamlText.Documents(File.ReadAllText(Repository.At("k8s", "secrets.example.yaml"))).Select(body => body.Text("metadata.name")).ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, name => Assert.Contains($"create secret generic {name} ", Text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_points_to_is_there()
    {
        var links = Text.Split("](").Skip(1).Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)]).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.At("k8s"), link)), link));
    }

    private static string Block(string firstLine)
    {
        var start = Text.IndexOf("```yaml\n" + firstLine, StringComparison.Ordinal) + "```yaml\n".Length;
        Assert.True(start > "```yaml\n".Length, $"There is no block '{firstLine}'.");
        return Text[start..Text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
