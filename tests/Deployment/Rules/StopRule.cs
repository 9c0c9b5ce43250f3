using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>A roll-out or a stop costs no call: a pod has the time it needs, and another is ready before it goes.</summary>
internal static class StopRule
{
    /// <summary>What a process takes to end once everything is done.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public static IEnumerable<string> Problems(ManifestSet set) => set.Of("Deployment").SelectMany(deployment => Of(deployment, set));

    private static IEnumerable<string> Of(Manifest deployment, ManifestSet set)
    {
        var roll = deployment.Body.At("spec.strategy");
        if (roll.Text("type") != "RollingUpdate" || roll.Text("rollingUpdate.maxUnavailable") != "0" || roll.Text("rollingUpdate.maxSurge") != "1")
            yield return $"{deployment}: a roll-out must bring one new pod before it takes an old one.";
        if (deployment.Body.Number("spec.minReadySeconds") is not > 0) yield return $"{deployment}: a new pod counts at once (minReadySeconds).";

        foreach (var container in deployment.Containers)
        {
            var alive = container.Text("livenessProbe.httpGet.path");
            if (alive is not null && alive == container.Text("readinessProbe.httpGet.path"))
                yield return $"{deployment}: a pod that is not ready would be killed: liveness asks {alive} too.";
            if (ProgramEnvironment.TryCluster(ContainerEnvironment.Of(container, set)) is not { } settings) continue;
            var needed = settings.Cluster.DrainDelay + settings.Cluster.StopLimit + Margin;
            var given = TimeSpan.FromSeconds(deployment.Pod.Number("terminationGracePeriodSeconds") ?? 30);
            if (given < needed) yield return $"{deployment}: it is killed after {given}, but may need {needed} to stop.";
            // An endpoint that is gone from the cluster's lists is still asked for some seconds.
            if (settings.Cluster.DrainDelay < TimeSpan.FromSeconds(5)) yield return $"{deployment}: DrainDelay is shorter than load balancers need.";
        }
    }
}
