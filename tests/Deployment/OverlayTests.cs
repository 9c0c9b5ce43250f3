using Xunit;
using YemotAi.Deployment.Manifests;
using YemotAi.Deployment.Rules;
using YemotAi.Deployment.Schemas;

namespace YemotAi.Deployment;

public sealed class OverlayTests
{
    public static TheoryData<string, string> Additions => new(
        from overlay in new[] { "small", "production" } from component in new[] { "codex", "ingress-nginx" } select (overlay, component));

    [Theory]
    [MemberData(nameof(Deployments.Overlays), MemberType = typeof(Deployments))]
    public async Task Every_object_is_as_its_schema_says(string overlay) => AssertSchemas(await Deployments.BuildAsync(overlay));

    [Theory]
    [MemberData(nameof(Deployments.Overlays), MemberType = typeof(Deployments))]
    public async Task The_objects_fit_each_other_and_the_code(string overlay) =>
        AllRules.AssertKept(await Deployments.BuildAsync(overlay));

    [Theory]
    [MemberData(nameof(Additions))]
    public async Task So_do_they_with_a_component_added(string overlay, string component)
    {
        var set = await Deployments.BuildWithAsync(overlay, component);
        AllRules.AssertKept(set);
        AssertSchemas(set);
    }

    [Fact]
    public async Task Small_is_two_silos_that_answer_the_lines_and_a_Redis()
    {
        var set = await Deployments.BuildAsync("small");
        Assert.Equal(["Deployment/silo", "StatefulSet/redis"], set.Workloads.Select(workload => workload.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(2, set.The("Deployment", "silo").Body.Number("spec.replicas"));
        Assert.True(SiloSettings(set).Endpoints);
    }

    [Fact]
    public async Task Production_has_gateways_apart_and_no_Redis_and_scales_both()
    {
        var set = await Deployments.BuildAsync("production");
        Assert.Equal(["Deployment/gateway", "Deployment/silo"], set.Workloads.Select(workload => workload.ToString()).Order(StringComparer.Ordinal));
        Assert.False(SiloSettings(set).Endpoints);
        Assert.Equal(["gateway", "silo"], set.Of("HorizontalPodAutoscaler").Select(scaler => scaler.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, set.The("HorizontalPodAutoscaler", "silo").Body.Number("spec.minReplicas"));
        Assert.Equal("gateway", set.The("Service", "line").Body.Map("spec.selector")["app.kubernetes.io/name"]);
    }

    [Fact]
    public async Task A_gateway_is_given_no_key_of_a_mind()
    {
        var set = await Deployments.BuildAsync("production");
        var given = ContainerEnvironment.Of(set.The("Deployment", "gateway").Containers.Single(), set).Keys;
        var keys = set.Secrets.Single(secret => secret.Name == "minds").Body.Map("stringData").Keys;
        Assert.NotEmpty(keys);
        Assert.Empty(given.Intersect(keys));
    }

    [Fact]
    public async Task The_Codex_component_leaves_its_programs_the_memory_they_need()
    {
        var set = await Deployments.BuildWithAsync("production", "codex");
        var silo = set.The("Deployment", "silo").Containers.Single();
        var variables = ContainerEnvironment.Of(silo, set);
        var settings = ProgramEnvironment.Cluster(variables);
        Assert.Equal(["codex"], settings.Program.Minds);
        var codex = Assert.Single(settings.Minds.Codex);

        // 80 MiB a process and 1 MiB a conversation, beside a heap that is filled to its limit.
        var programs = codex.Processes * (80 + codex.MaxConversations) * (1L << 20);
        var memory = SecurityRule.Amount(silo.Map("resources.limits")["memory"]);
        var heap = memory * Convert.ToInt32(variables["DOTNET_GCHeapHardLimitPercent"], 16) / 100;
        Assert.True(heap + programs < memory, $"{heap} of heap and {programs} of programs are more than {memory}.");
    }

    [Fact]
    public void The_example_business_is_the_one_that_ships_with_the_programs() => Assert.Equal(
        File.ReadAllText(Repository.At("src", "Hosting", "businesses", "example.yaml")),
        File.ReadAllText(Repository.At("k8s", "base", "businesses", "example.yaml")));

    private static Hosting.Settings.ClusterOptions SiloSettings(ManifestSet set) =>
        ProgramEnvironment.Cluster(ContainerEnvironment.Of(set.The("Deployment", "silo").Containers.Single(), set)).Cluster;

    private static void AssertSchemas(ManifestSet set)
    {
        var book = SchemaBook.Open();
        Assert.NotEmpty(set.All);
        var problems = set.All.Concat(set.Secrets).SelectMany(manifest => SchemaCheck.Problems(book, manifest.Body)).ToList();
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
