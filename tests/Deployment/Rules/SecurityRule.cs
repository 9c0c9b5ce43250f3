using System.Globalization;
using System.Text.Json.Nodes;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>A pod may no more than it must, takes no more than it says, and holds no secret in its manifest.</summary>
internal static class SecurityRule
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var secret in set.Of("Secret")) yield return $"{secret}: secrets are made by the operator, not applied from files.";
        foreach (var (name, value) in set.Secrets.SelectMany(secret => secret.Body.Map("stringData")))
        {
            if (!value.Contains("change-me", StringComparison.Ordinal)) yield return $"The example's secret '{name}' looks like a real one.";
        }

        foreach (var map in set.Of("ConfigMap"))
        {
            foreach (var name in map.Body.Map("data").Keys.Where(IsSecret)) yield return $"{map}: '{name}' belongs into a secret.";
        }

        foreach (var workload in set.Workloads)
        {
            foreach (var problem in OfPod(workload)) yield return $"{workload}: {problem}";
            foreach (var container in workload.Containers)
            {
                foreach (var problem in OfContainer(container, workload).Concat(Resources(container)))
                    yield return $"{workload}, container {container.Text("name")}: {problem}";
            }
        }
    }

    private static IEnumerable<string> OfPod(Manifest workload)
    {
        var pod = workload.Pod;
        if (pod.Text("automountServiceAccountToken") != "false") yield return "it gets a token for Kubernetes, which it does not need.";
        if (pod.Text("enableServiceLinks") != "false") yield return "it gets variables named after services, which could pass for settings.";
        if (pod.Text("securityContext.runAsNonRoot") != "true") yield return "it may run as root.";
        if (pod.Number("securityContext.runAsUser") is not > 0 || pod.Number("securityContext.runAsGroup") is not > 0)
            yield return "it does not say as whom it runs.";
        if (pod.Text("securityContext.seccompProfile.type") != "RuntimeDefault") yield return "it may make any system call.";
        foreach (var host in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(host => pod.At(host) is not null)) yield return $"it shares the machine's ({host}).";
        foreach (var volume in pod.List("volumes"))
        {
            if (volume.At("hostPath") is not null) yield return $"the volume '{volume.Text("name")}' is a folder of the machine.";
            if (volume.At("emptyDir") is { } empty && empty.At("sizeLimit") is null) yield return $"the volume '{volume.Text("name")}' has no limit.";
        }
    }

    private static IEnumerable<string> OfContainer(JsonNode container, Manifest workload)
    {
        var context = container.At("securityContext");
        if (context.Text("allowPrivilegeEscalation") != "false") yield return "it may gain rights.";
        if (context.Text("privileged") != "false") yield return "it does not say that it has no special rights.";
        if (context.Text("readOnlyRootFilesystem") != "true") yield return "it may write its own files.";
        if (context.Text("runAsNonRoot") != "true") yield return "it may run as root.";
        if (context.List("capabilities.drop").All(dropped => dropped.ToString() != "ALL") || context.At("capabilities.add") is not null)
            yield return "it keeps capabilities.";
        foreach (var mount in container.List("volumeMounts"))
        {
            var volume = workload.Pod.List("volumes").FirstOrDefault(volume => volume.Text("name") == mount.Text("name"));
            if ((volume.At("configMap") ?? volume.At("secret")) is not null && mount.Text("readOnly") != "true")
                yield return $"{mount.Text("mountPath")} is not mounted read-only.";
        }

        var image = container.Text("image") ?? "";
        if (image.Split('/')[^1].Split(':') is not [_, var tag] || tag is "latest" or "")
            yield return $"its image '{image}' has no version.";
        if (container.List("env").Any(variable => IsSecret(variable.Text("name") ?? "") && variable.At("value") is not null))
            yield return "a secret stands in its variables.";
    }

    private static bool IsSecret(string name) =>
        new[] { "KEY", "SECRET", "PASSWORD", "TOKEN" }.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Resources(JsonNode container)
    {
        var requests = container.Map("resources.requests");
        var limits = container.Map("resources.limits");
        foreach (var needed in new[] { "cpu", "memory" }.Where(needed => !requests.ContainsKey(needed))) yield return $"it does not say how much {needed} it needs.";
        if (!limits.ContainsKey("memory")) yield return "its memory has no limit.";
        if (limits.ContainsKey("cpu")) yield return "its processor has a limit: throttled, it looks dead to others.";
        foreach (var (name, limit) in limits)
        {
            if (requests.TryGetValue(name, out var request) && Amount(request) > Amount(limit)) yield return $"it needs more {name} ({request}) than it may have ({limit}).";
        }
    }

    /// <summary>A quantity as Kubernetes writes them, in whole units.</summary>
    internal static decimal Amount(string quantity)
    {
        var digits = quantity.TrimEnd('m', 'K', 'M', 'G', 'T', 'i', 'k');
        var number = decimal.Parse(digits, CultureInfo.InvariantCulture);
        return quantity[digits.Length..] switch
        {
            "" => number,
            "m" => number / 1000,
            "k" => number * 1000,
            "M" => number * 1_000_000,
            "G" => number * 1_000_000_000,
            "Ki" => number * (1L << 10),
            "Mi" => number * (1L << 20),
            "Gi" => number * (1L << 30),
            "Ti" => number * (1L << 40),
            var unit => throw new InvalidDataException($"'{unit}' is no unit that is used here."),
        };
    }
}
