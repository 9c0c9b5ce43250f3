using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>Whoever must reach somebody can, and nobody else.</summary>
internal static class NetworkRule
{
    private static readonly Peer Monitoring = Peer.In("monitoring");
    private static readonly Peer Stranger = Peer.In("default");
    private static readonly Peer Other = Peer.In(Peer.Ours) with { Title = "any other pod" };
    private static readonly Peer Dns = Peer.In("kube-system", ("k8s-app", "kube-dns"));
    private static readonly Peer Vendor = Peer.Outside("104.18.6.192");
    private static readonly Peer CloudMetadata = Peer.Outside("169.254.169.254");
    private static readonly Peer Neighbour = Peer.Outside("10.0.0.5");

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var item in set.All.Where(item => item.Kind != "Namespace" && item.Body.Text("metadata.namespace") != Peer.Ours))
            yield return $"{item}: it is not in the namespace {Peer.Ours}.";

        var connections = new Connections(set);
        foreach (var (from, to, port, allowed) in Wanted(set))
        {
            var protocol = to == Dns ? "UDP" : "TCP";
            if (connections.Allow(from, to, port, protocol) != allowed)
                yield return $"Network: {from.Title} {(allowed ? "cannot" : "can")} reach {to.Title} at {port}.";
        }
    }

    private static List<(Peer From, Peer To, int Port, bool Allowed)> Wanted(ManifestSet set)
    {
        var silo = Peer.Of(set.The("Deployment", "silo"));
        var gateway = set.Find("Deployment", "gateway") is { } split ? Peer.Of(split) : null;
        var redis = set.Find("StatefulSet", "redis") is { } store ? Peer.Of(store) : null;
        var line = gateway ?? silo;
        var ingress = Peer.In(IngressNamespace(set));
        Peer[] programs = gateway is null ? [silo] : [silo, gateway];

        List<(Peer, Peer, int, bool)> wanted =
        [
            (ingress, line, line.Ports["http"], true),
            (ingress, silo, silo.Ports["silo"], false),
            (ingress, silo, silo.Ports["gateway"], false),
            (silo, silo, silo.Ports["silo"], true),
            (silo, Vendor, 443, true),
            (silo, Vendor, 80, false),
            (silo, CloudMetadata, 443, false),
            (silo, CloudMetadata, 80, false),
            (silo, Neighbour, 443, false),
            (Stranger, Other, 80, false),
            (Other, Vendor, 443, false),
            (Other, silo, silo.Ports["http"], false),
        ];
        foreach (var program in programs)
        {
            wanted.Add((Monitoring, program, program.Ports["http"], true));
            wanted.Add((Stranger, program, program.Ports["http"], false));
            wanted.Add((program, Dns, 53, true));
            if (redis is not null) wanted.Add((program, redis, redis.Ports["redis"], true));
            else wanted.AddRange(OutsideRedis(set).Select(address => (program, address.Peer, address.Port, true)));
        }

        if (gateway is not null)
        {
            wanted.Add((gateway, silo, silo.Ports["gateway"], true));
            wanted.Add((gateway, silo, silo.Ports["silo"], false));
            wanted.Add((gateway, Vendor, 443, false));
            wanted.Add((ingress, silo, silo.Ports["http"], false));
        }

        if (redis is not null)
        {
            wanted.AddRange(new[] { ingress, Monitoring, Stranger }.Select(other => (other, redis, redis.Ports["redis"], false)));
            wanted.Add((redis, Vendor, 443, false));
            wanted.Add((redis, silo, silo.Ports["silo"], false));
        }

        return wanted;
    }

    /// <summary>The controllers of the ingress classes that are used here, where their own manuals install them.</summary>
    private static string IngressNamespace(ManifestSet set) => set.The("Ingress", "line").Body.Text("spec.ingressClassName") switch
    {
        "traefik" => "traefik",
        "nginx" => "ingress-nginx",
        var other => throw new InvalidDataException($"Where the controller of '{other}' runs is not known here."),
    };

    /// <summary>The address of a Redis elsewhere is the operator's to set; the policy's own is taken.</summary>
    private static IEnumerable<(Peer Peer, int Port)> OutsideRedis(ManifestSet set)
    {
        var rule = set.The("NetworkPolicy", "to-redis").Body.List("spec.egress").Single();
        var address = rule.List("to").Single().Text("ipBlock.cidr")!.Split('/')[0];
        return [(Peer.Outside(address), rule.List("ports").Single().Number("port")!.Value)];
    }
}
