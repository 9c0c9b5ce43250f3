using System.Globalization;
using System.Text.Json.Nodes;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>Ports are those on which the program listens with these settings, and probes ask what it answers.</summary>
internal static class PortRule
{
    private static readonly string[] Probes = ["startupProbe", "livenessProbe", "readinessProbe"];

    public static IEnumerable<string> Problems(ManifestSet set) =>
        set.Workloads.SelectMany(workload => workload.Containers.SelectMany(container => Of(workload, container, set)));

    /// <summary>The folder in <c>src</c> of the program that a container runs.</summary>
    public static string ProgramOf(JsonNode container)
    {
        var image = (container.Text("image") ?? "").Split('/')[^1].Split(':')[0];
        return image.Length == 0 ? "" : char.ToUpperInvariant(image[0]) + image[1..];
    }

    private static IEnumerable<string> Of(Manifest workload, JsonNode container, ManifestSet set)
    {
        var ports = container.List("ports").ToDictionary(port => port.Text("name") ?? "", port => port.Number("containerPort") ?? 0);
        foreach (var probe in Probes)
        {
            if (container.At(probe) is null) yield return $"{workload}: there is no {probe}.";
            var port = container.Text($"{probe}.httpGet.port");
            if (port is not null && !ports.ContainsKey(port)) yield return $"{workload}: {probe} asks the port '{port}', which is not there.";
        }

        if (ProgramEnvironment.TryCluster(ContainerEnvironment.Of(container, set)) is not { } settings) yield break;
        var program = ProgramOf(container);
        var listens = new Dictionary<string, int> { ["http"] = ProgramEnvironment.HttpPort(settings.Urls) };
        if (program == "Silo") (listens["silo"], listens["gateway"]) = (settings.Cluster.SiloPort, settings.Cluster.GatewayPort);
        foreach (var (name, port) in listens.Where(pair => ports.GetValueOrDefault(pair.Key) != pair.Value))
            yield return $"{workload}: the program's port '{name}' is {port}, but the container's is {ports.GetValueOrDefault(name)}.";
        foreach (var name in ports.Keys.Except(listens.Keys)) yield return $"{workload}: the program has no port '{name}'.";

        var answered = RoutesInCode.Of(program);
        foreach (var probe in Probes)
        {
            if (container.Text($"{probe}.httpGet.path") is { } path && !answered.Contains(path))
                yield return $"{workload}: {probe} asks {path}, which is nowhere in the code of {program}.";
        }

        foreach (var problem in Scraping(workload, listens["http"], answered)) yield return problem;
        // Without it only the pod itself would see them.
        if (settings.Program.MetricsFrom.Count == 0) yield return $"{workload}: its figures are shown to nobody (MetricsFrom).";
    }

    private static IEnumerable<string> Scraping(Manifest workload, int http, IReadOnlySet<string> answered)
    {
        var notes = workload.Body.At("spec.template.metadata.annotations") as JsonObject;
        if (notes?["prometheus.io/port"]?.ToString() is var port && port != http.ToString(CultureInfo.InvariantCulture))
            yield return $"{workload}: its figures are asked for at the port '{port}', and the program listens at {http}.";
        if (notes?["prometheus.io/path"]?.ToString() is var path && !answered.Contains(path ?? ""))
            yield return $"{workload}: its figures are asked for at '{path}', which is nowhere in its code.";
    }
}
