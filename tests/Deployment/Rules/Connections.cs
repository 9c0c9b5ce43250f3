using System.Net;
using System.Text.Json.Nodes;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>
/// Which connections network policies allow. As in Kubernetes: a pod that no policy selects may do anything, one that is
/// selected only what one of its policies allows; a connection needs both ends.
/// </summary>
internal sealed class Connections(ManifestSet set)
{
    private readonly List<Manifest> _policies = [.. set.Of("NetworkPolicy")];

    /// <summary>Whether one may connect to the other at a port.</summary>
    public bool Allow(Peer from, Peer to, int port, string protocol = "TCP") =>
        Half(from, to, to, port, protocol, "Egress", "to") && Half(to, from, to, port, protocol, "Ingress", "from");

    private bool Half(Peer own, Peer other, Peer target, int port, string protocol, string direction, string side)
    {
        if (own.Namespace != Peer.Ours) return true;
        var policies = _policies.Where(policy =>
            policy.Body.Text("metadata.namespace") == own.Namespace
            && policy.Body.List("spec.policyTypes").Any(type => type.ToString() == direction)
            && ManifestSet.Selects(policy.Body.At("spec.podSelector"), own.Labels)).ToList();
        return policies.Count == 0 || policies
            .SelectMany(policy => policy.Body.List($"spec.{direction.ToLowerInvariant()}"))
            .Any(rule => Fits(rule, side, own, other) && FitsPort(rule, target, port, protocol));
    }

    private static bool Fits(JsonNode rule, string side, Peer own, Peer other) =>
        rule.At(side) is null || rule.List(side).Any(peer => FitsPeer(peer, own, other));

    private static bool FitsPeer(JsonNode peer, Peer own, Peer other)
    {
        if (peer.At("ipBlock") is { } block)
        {
            return other.Address is { } address
                && Contains(block.Text("cidr")!, address)
                && !block.List("except").Any(except => Contains(except.ToString(), address));
        }

        if (other.Namespace is null) return false;
        var inNamespace = peer.At("namespaceSelector") is { } selector
            ? ManifestSet.Selects(selector, new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = other.Namespace })
            : other.Namespace == own.Namespace;
        return inNamespace && (peer.At("podSelector") is not { } pods || ManifestSet.Selects(pods, other.Labels));
    }

    private static bool Contains(string range, IPAddress address)
    {
        var network = IPNetwork.Parse(range);
        return network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);
    }

    private static bool FitsPort(JsonNode rule, Peer target, int port, string protocol) =>
        rule.At("ports") is null || rule.List("ports").Any(allowed =>
            (allowed.Text("protocol") ?? "TCP") == protocol
            && (allowed.Number("port") ?? target.Ports.GetValueOrDefault(allowed.Text("port") ?? "")) == port);
}
