using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace YemotAi.Deployment.Manifests;

/// <summary>The variables that a container gets, put together as Kubernetes does.</summary>
internal static partial class ContainerEnvironment
{
    /// <summary>What the cluster fills in, by the path of its field.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["status.podIP"] = "10.1.2.3",
        ["metadata.name"] = "a-pod",
        ["metadata.namespace"] = "a-namespace",
        ["spec.nodeName"] = "a-node",
    };

    /// <summary>All of them; those whose source is missing are left out.</summary>
    public static Dictionary<string, string> Of(JsonNode container, ManifestSet set)
    {
        var all = new Dictionary<string, string>();
        foreach (var from in container.List("envFrom"))
        {
            var source = from.Text("configMapRef.name") is { } map ? set.Find("ConfigMap", map)?.Body.Map("data")
                : set.Secrets.FirstOrDefault(secret => secret.Name == from.Text("secretRef.name"))?.Body.Map("stringData");
            foreach (var (name, value) in source ?? []) all[from.Text("prefix") + name] = value;
        }

        foreach (var variable in container.List("env"))
        {
            if (ValueOf(variable, set) is { } value)
                all[variable.Text("name")!] = Reference().Replace(value, match => all.GetValueOrDefault(match.Groups[1].Value, match.Value));
        }

        return all;
    }

    private static string? ValueOf(JsonNode variable, ManifestSet set)
    {
        if (variable.At("valueFrom") is not { } from) return variable.Text("value") ?? "";
        if (from.Text("fieldRef.fieldPath") is { } path) return Fields.GetValueOrDefault(path);
        if (from.At("configMapKeyRef") is { } map)
            return set.Find("ConfigMap", map.Text("name"))?.Body.Map("data").GetValueOrDefault(map.Text("key") ?? "");
        return set.Secrets.FirstOrDefault(secret => secret.Name == from.Text("secretKeyRef.name"))
            ?.Body.Map("stringData").GetValueOrDefault(from.Text("secretKeyRef.key") ?? "");
    }

    [GeneratedRegex(@"\$\(([A-Za-z_][A-Za-z0-9_]*)\)")]
    private static partial Regex Reference();
}
