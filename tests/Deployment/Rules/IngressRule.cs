using YemotAi.Deployment.Manifests;
using YemotAi.Telephony.Yemot;

namespace YemotAi.Deployment.Rules;

/// <summary>From outside only the lines are reached.</summary>
internal static class IngressRule
{
    /// <summary>What is for the cluster and its operator alone.</summary>
    private static readonly string[] Inside = ["/", "/healthz", "/readyz", "/metrics", "/grains", "/version"];

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        var paths = set.Of("Ingress").SelectMany(ingress => ingress.Body.List("spec.rules")).SelectMany(rule => rule.List("http.paths")).ToList();
        foreach (var inside in Inside.Where(inside => paths.Any(path => Reaches(path.Text("path")!, path.Text("pathType"), inside))))
            yield return $"Ingress: {inside} is reached from outside.";
        foreach (var ingress in set.Of("Ingress"))
        {
            if (ingress.Body.At("spec.defaultBackend") is not null) yield return $"{ingress}: whatever is asked for is passed on.";
            var hosts = ingress.Body.List("spec.rules").Select(rule => rule.Text("host")).ToList();
            var covered = ingress.Body.List("spec.tls").SelectMany(tls => tls.List("hosts")).Select(host => host.ToString()).ToList();
            foreach (var host in hosts.Where(host => host is null || !covered.Contains(host))) yield return $"{ingress}: '{host}' has no TLS.";
        }

        foreach (var variables in set.Workloads.SelectMany(workload => workload.Containers).Select(container => ContainerEnvironment.Of(container, set)))
        {
            var line = ProgramEnvironment.TryCluster(variables)?.Yemot.Path ?? new YemotOptions().Path;
            if (!paths.Any(path => Reaches(path.Text("path")!, path.Text("pathType"), line))) yield return $"Ingress: the Yemot line ({line}) is not reached.";
        }
    }

    private static bool Reaches(string path, string? type, string asked) =>
        asked == path || (type == "Prefix" && (path == "/" || asked.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal)));
}
