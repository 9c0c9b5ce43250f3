using System.Net;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>One end of a connection: a pod of ours, a pod elsewhere in the cluster, or an address outside.</summary>
/// <param name="Title">How it is called in a problem.</param>
/// <param name="Namespace">The namespace; null for an address outside.</param>
/// <param name="Labels">The pod's labels.</param>
/// <param name="Ports">The pod's ports by their names.</param>
/// <param name="Address">The address outside.</param>
internal sealed record Peer(
    string Title, string? Namespace, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, int> Ports, IPAddress? Address = null)
{
    /// <summary>The namespace of what is applied.</summary>
    public const string Ours = "yemotai";

    /// <summary>Pods that a workload runs.</summary>
    public static Peer Of(Manifest workload) => new(
        workload.Name, workload.Body.Text("metadata.namespace"), workload.PodLabels,
        workload.Containers.SelectMany(container => container.List("ports")).ToDictionary(port => port.Text("name")!, port => port.Number("containerPort")!.Value));

    /// <summary>A pod of somebody else's.</summary>
    public static Peer In(string name, params (string Name, string Value)[] labels) =>
        new($"namespace {name}", name, labels.ToDictionary(label => label.Name, label => label.Value), new Dictionary<string, int>());

    /// <summary>Somebody outside.</summary>
    public static Peer Outside(string address) =>
        new(address, null, new Dictionary<string, string>(), new Dictionary<string, int>(), IPAddress.Parse(address));
}
