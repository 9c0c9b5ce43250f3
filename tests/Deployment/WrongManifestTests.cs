using System.Text.Json.Nodes;
using Xunit;
using YemotAi.Deployment.Manifests;
using YemotAi.Deployment.Rules;
using YemotAi.Deployment.Schemas;

namespace YemotAi.Deployment;

/// <summary>A check that never says no proves nothing: each of these is made wrong in one place, and must be found.</summary>
public sealed class WrongManifestTests
{
    private static readonly Dictionary<string, Change> Rules = new()
    {
        ["a setting that does not exist"] = new("no such setting", set => Variables(set).Add(Named("YEMOTAI_Cluster__SiloPrt", "11111"))),
        ["a section that does not exist"] = new("no such setting", set => Variables(set).Add(Named("YEMOTAI_Clustr__SiloPort", "11111"))),
        ["a value that does not fit"] = new("does not fit", set => Variables(set).Add(Named("YEMOTAI_Cluster__StopLimit", "soon"))),
        ["an address that is not the pod's"] = new("the pod's address", set => Variables(set).Add(Named("YEMOTAI_Cluster__Address", "10.9.9.9"))),
        ["a port on which nobody listens"] = new("port 'http' is 8080", set => Port(set, "http")["containerPort"] = 8081L),
        ["figures that nobody may see"] = new("shown to nobody", set => Settings(set).Where(name => name.StartsWith("YEMOTAI_MetricsFrom", StringComparison.Ordinal)).ToList().ForEach(name => Data(set).Remove(name))),
        ["everybody as a proxy"] = new("is everybody", set => Variables(set).Add(Named("YEMOTAI_TrustedProxies", "0.0.0.0/0"))),
        ["another silo port in the settings"] = new("port 'silo' is 11112", set => Variables(set).Add(Named("YEMOTAI_Cluster__SiloPort", "11112"))),
        ["a probe of a port that is not there"] = new("which is not there", set => Probe(set, "readinessProbe")["port"] = "web"),
        ["a probe of a path that is not there"] = new("nowhere in the code", set => Probe(set, "readinessProbe")["path"] = "/ready"),
        ["liveness that asks for readiness"] = new("would be killed", set => Probe(set, "livenessProbe")["path"] = "/readyz"),
        ["a pod without its label"] = new("does not fit its own pods", set => Template(set)["metadata"]!["labels"]!["app.kubernetes.io/name"] = "other"),
        ["a service of nobody"] = new("Service/line: it selects nothing", set => Spec(set, "Service", "line")["selector"]!["app.kubernetes.io/name"] = "other"),
        ["a service account that is not there"] = new("no service account", set => Pod(set)["serviceAccountName"] = "other"),
        ["a config map that is not there"] = new("no config map", set => Container(set)["envFrom"]![0]!["configMapRef"]!["name"] = "other"),
        ["a secret that is not there"] = new("no secret 'other'", set => Container(set)["envFrom"]![1]!["secretRef"]!["name"] = "other"),
        ["a budget of nobody"] = new("PodDisruptionBudget/silo: it selects nothing", set => Spec(set, "PodDisruptionBudget", "silo")["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "other"),
        ["more asked for than allowed"] = new("than it may have", set => Container(set)["resources"]!["limits"]!["memory"] = "100Mi"),
        ["files that can be written"] = new("write its own files", set => Container(set)["securityContext"]!["readOnlyRootFilesystem"] = false),
        ["capabilities that are kept"] = new("keeps capabilities", set => ((JsonObject)Container(set)["securityContext"]!).Remove("capabilities")),
        ["a token for Kubernetes"] = new("token for Kubernetes", set => Pod(set)["automountServiceAccountToken"] = true),
        ["variables named after services"] = new("could pass for settings", set => ((JsonObject)Pod(set)).Remove("enableServiceLinks")),
        ["an image without a version"] = new("has no version", set => Container(set)["image"] = "yemotai/silo:latest"),
        ["too little time to stop"] = new("may need", set => Pod(set)["terminationGracePeriodSeconds"] = 120L),
        ["a roll-out that takes before it gives"] = new("before it takes an old one", set => Spec(set, "Deployment", "silo")["strategy"]!["rollingUpdate"]!["maxUnavailable"] = 1L),
        ["the whole program on the internet"] = new("/metrics is reached", set => Path(set)["path"] = "/"),
        ["a line that cannot be called"] = new("is not reached", set => Path(set)["path"] = "/yemott"),
        ["silos that do not reach each other"] = new("silo cannot reach silo at 11111", set => Spec(set, "NetworkPolicy", "silo")["ingress"]![0]!["ports"]![0]!["port"] = "gateway"),
        ["silos that reach everything"] = new("can reach 169.254.169.254", set => ((JsonObject)Spec(set, "NetworkPolicy", "silo")["egress"]![1]!["to"]![0]!["ipBlock"]!).Remove("except")),
        ["nothing denied"] = new("can reach any other pod", set => Spec(set, "NetworkPolicy", "deny-all")["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["x"] = "y" } }),
    };

    private static readonly Dictionary<string, Change> Shapes = new()
    {
        ["a field with a typing mistake"] = new("no field 'readinesProbe'", set => Container(set)["readinesProbe"] = new JsonObject()),
        ["a text where a number belongs"] = new("no integer", set => Spec(set, "Deployment", "silo")["minReadySeconds"] = "soon"),
        ["a field that is missing"] = new("'selector' is missing", set => ((JsonObject)Spec(set, "Deployment", "silo")).Remove("selector")),
        ["a value that is none of the allowed"] = new("is not allowed", set => Pod(set)["dnsPolicy"] = "Sometimes"),
        ["a quantity with a wrong unit"] = new("none of the forms", set => Container(set)["resources"]!["limits"]!["memory"] = "512MB"),
        ["a kind that does not exist"] = new("there is no Deploiment", set => set.The("Deployment", "silo").Body["kind"] = "Deploiment"),
        ["a version that does not exist"] = new("in autoscaling/v3", set => set.The("Deployment", "silo").Body["apiVersion"] = "autoscaling/v3"),
    };

    public static TheoryData<string> WrongRules => [.. Rules.Keys];

    public static TheoryData<string> WrongShapes => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(WrongRules))]
    public async Task What_does_not_fit_is_found(string what)
    {
        var set = (await Deployments.BuildAsync("small")).Copy();
        Rules[what].Make(set);
        Assert.Contains(AllRules.Problems(set), problem => problem.Contains(Rules[what].Found, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public async Task What_no_schema_allows_is_found(string what)
    {
        var book = SchemaBook.Open();
        var set = (await Deployments.BuildAsync("small")).Copy();
        Shapes[what].Make(set);
        var problems = set.All.SelectMany(manifest => SchemaCheck.Problems(book, manifest.Body));
        Assert.Contains(problems, problem => problem.Contains(Shapes[what].Found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kind: Deployment\n    name: silo", "kind: Deployment\n    name: sillo", "what it scales is not there")]
    [InlineData("name: yemotai_calls_active", "name: yemotai_cals_active", "no code has a metric")]
    public async Task A_wrong_file_of_an_overlay_is_found(string right, string wrong, string found)
    {
        using var copy = new FolderCopy();
        var file = System.IO.Path.Combine(copy.Folder, "overlays", "production", "autoscaling.yaml");
        var cancellation = TestContext.Current.CancellationToken;
        var text = await File.ReadAllTextAsync(file, cancellation);
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(right, wrong, StringComparison.Ordinal), cancellation);
        var problems = AllRules.Problems(await Kustomize.BuildAsync(copy.Folder, "overlays/production"));
        Assert.Contains(problems, problem => problem.Contains(found, StringComparison.Ordinal));
    }

    private static JsonNode Spec(ManifestSet set, string kind, string name) => set.The(kind, name).Body["spec"]!;

    private static JsonNode Template(ManifestSet set) => Spec(set, "Deployment", "silo")["template"]!;

    private static JsonNode Pod(ManifestSet set) => Template(set)["spec"]!;

    private static JsonNode Container(ManifestSet set) => Pod(set)["containers"]![0]!;

    /// <summary>The settings of all programs, in the map of that name with a hash behind it.</summary>
    private static JsonObject Data(ManifestSet set) =>
        (JsonObject)set.Of("ConfigMap").Single(map => map.Name.StartsWith("settings-", StringComparison.Ordinal)).Body["data"]!;

    private static IEnumerable<string> Settings(ManifestSet set) => Data(set).Select(pair => pair.Key);

    private static JsonArray Variables(ManifestSet set) => (JsonArray)Container(set)["env"]!;

    private static JsonObject Named(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static JsonNode Port(ManifestSet set, string name) => Container(set).List("ports").Single(port => port.Text("name") == name);

    private static JsonNode Probe(ManifestSet set, string probe) => Container(set)[probe]!["httpGet"]!;

    private static JsonNode Path(ManifestSet set) => Spec(set, "Ingress", "line")["rules"]![0]!["http"]!["paths"]![0]!;

    /// <summary>How a manifest is made wrong, and what must be said of it.</summary>
    private sealed record Change(string Found, Action<ManifestSet> Make);
}
