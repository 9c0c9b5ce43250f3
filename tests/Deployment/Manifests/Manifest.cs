using System.Text.Json.Nodes;

namespace YemotAi.Deployment.Manifests;

/// <summary>One object of a cluster.</summary>
internal sealed record Manifest(JsonObject Body)
{
    public string Kind => Body.Text("kind") ?? "";

    public string Name => Body.Text("metadata.name") ?? "";

    /// <summary>Whether it runs pods.</summary>
    public bool IsWorkload => Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "CronJob" or "Pod";

    /// <summary>The pod that a workload runs, without its metadata.</summary>
    public JsonNode? Pod => Body.At("spec.template.spec");

    /// <summary>The labels of the pods that a workload runs.</summary>
    public Dictionary<string, string> PodLabels => Body.Map("spec.template.metadata.labels");

    /// <summary>Its containers, those that run first among them.</summary>
    public IEnumerable<JsonNode> Containers => [.. Pod.List("containers"), .. Pod.List("initContainers")];

    public override string ToString() => $"{Kind}/{Name}";
}
