using System.Text.Json.Nodes;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment.Rules;

/// <summary>Whatever an object names is there, and whatever selects selects something.</summary>
internal static class ReferenceRule
{
    public static IEnumerable<string> Problems(ManifestSet set) =>
        [.. set.Workloads.SelectMany(workload => OfWorkload(workload, set)), .. Selecting(set), .. Ingresses(set), .. Scalers(set)];

    private static IEnumerable<string> OfWorkload(Manifest workload, ManifestSet set)
    {
        if (!ManifestSet.Selects(workload.Body.At("spec.selector"), workload.PodLabels))
            yield return $"{workload}: its selector does not fit its own pods.";
        if (set.Find("ServiceAccount", workload.Pod.Text("serviceAccountName")) is null)
            yield return $"{workload}: there is no service account '{workload.Pod.Text("serviceAccountName")}'.";

        var volumes = workload.Pod.List("volumes").Select(volume => volume.Text("name"))
            .Concat(workload.Body.List("spec.volumeClaimTemplates").Select(claim => claim.Text("metadata.name"))).ToList();
        foreach (var twice in volumes.GroupBy(name => name).Where(group => group.Count() > 1)) yield return $"{workload}: the volume '{twice.Key}' is there twice.";
        var mounted = workload.Containers.SelectMany(container => container.List("volumeMounts")).Select(mount => mount.Text("name")).ToList();
        foreach (var name in mounted.Except(volumes)) yield return $"{workload}: there is no volume '{name}'.";
        foreach (var name in volumes.Except(mounted)) yield return $"{workload}: the volume '{name}' is mounted nowhere.";

        foreach (var map in ConfigMaps(workload).Where(map => set.Find("ConfigMap", map) is null)) yield return $"{workload}: there is no config map '{map}'.";
        foreach (var secret in workload.Containers.SelectMany(container => container.List("envFrom")).Select(from => from.Text("secretRef.name")).OfType<string>())
        {
            if (set.Secrets.All(known => known.Name != secret)) yield return $"{workload}: the example has no secret '{secret}'.";
        }

        foreach (var key in workload.Containers.SelectMany(container => container.List("env")).Select(variable => variable.At("valueFrom.secretKeyRef")).OfType<JsonNode>())
        {
            if (!set.Secrets.Any(secret => secret.Name == key.Text("name") && secret.Body.Map("stringData").ContainsKey(key.Text("key") ?? "")))
                yield return $"{workload}: the example has no secret '{key.Text("name")}' with '{key.Text("key")}' in it.";
        }
    }

    private static IEnumerable<string> ConfigMaps(Manifest workload) =>
        workload.Pod.List("volumes").Select(volume => volume.Text("configMap.name"))
            .Concat(workload.Containers.SelectMany(container => container.List("envFrom")).Select(from => from.Text("configMapRef.name")))
            .Concat(workload.Containers.SelectMany(container => container.List("env")).Select(variable => variable.Text("valueFrom.configMapKeyRef.name")))
            .OfType<string>();

    private static IEnumerable<string> Selecting(ManifestSet set)
    {
        foreach (var budget in set.Of("PodDisruptionBudget"))
        {
            if (!set.Workloads.Any(workload => ManifestSet.Selects(budget.Body.At("spec.selector"), workload.PodLabels)))
                yield return $"{budget}: it selects nothing.";
        }

        foreach (var workload in set.Of("Deployment"))
        {
            if (set.Of("PodDisruptionBudget").Count(budget => ManifestSet.Selects(budget.Body.At("spec.selector"), workload.PodLabels)) != 1)
                yield return $"{workload}: it has not exactly one disruption budget.";
            foreach (var selector in workload.Pod.List("topologySpreadConstraints").Concat(
                workload.Pod.List("affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution").Select(term => term.At("podAffinityTerm")!)))
            {
                if (!ManifestSet.Selects(selector.At("labelSelector"), workload.PodLabels)) yield return $"{workload}: it is spread among pods that are not its own.";
            }
        }

        foreach (var service in set.Of("Service"))
        {
            var selector = service.Body.Map("spec.selector");
            var pods = set.Workloads.Where(workload => selector.Count > 0 && selector.All(pair => workload.PodLabels.GetValueOrDefault(pair.Key) == pair.Value)).ToList();
            if (pods.Count == 0) yield return $"{service}: it selects nothing.";
            foreach (var port in service.Body.List("spec.ports").Select(port => port.Text("targetPort")))
            {
                if (pods.Any(pod => !pod.Containers.Any(container => HasPort(container, port)))) yield return $"{service}: its pods have no port '{port}'.";
            }
        }

        foreach (var stateful in set.Of("StatefulSet").Where(stateful => set.Find("Service", stateful.Body.Text("spec.serviceName")) is null))
            yield return $"{stateful}: there is no service '{stateful.Body.Text("spec.serviceName")}'.";
    }

    private static bool HasPort(JsonNode container, string? port) =>
        container.List("ports").Any(has => has.Text("name") == port || has.Text("containerPort") == port);

    private static IEnumerable<string> Ingresses(ManifestSet set)
    {
        foreach (var ingress in set.Of("Ingress"))
        {
            foreach (var backend in ingress.Body.List("spec.rules").SelectMany(rule => rule.List("http.paths")).Select(path => path.At("backend.service")))
            {
                var service = set.Find("Service", backend.Text("name"));
                if (service is null) yield return $"{ingress}: there is no service '{backend.Text("name")}'.";
                else if (!service.Body.List("spec.ports").Any(port => port.Text("name") == backend.Text("port.name")))
                    yield return $"{ingress}: {service} has no port '{backend.Text("port.name")}'.";
            }
        }
    }

    private static IEnumerable<string> Scalers(ManifestSet set)
    {
        foreach (var scaler in set.Of("HorizontalPodAutoscaler"))
        {
            var target = set.Find(scaler.Body.Text("spec.scaleTargetRef.kind") ?? "", scaler.Body.Text("spec.scaleTargetRef.name"));
            if (target is null || target.Body.Text("apiVersion") != scaler.Body.Text("spec.scaleTargetRef.apiVersion")) yield return $"{scaler}: what it scales is not there.";
            else if (target.Body.At("spec.replicas") is not null) yield return $"{scaler}: {target} says how many there are, so every roll-out would undo the scaling.";
            if (scaler.Body.Number("spec.minReplicas") is not >= 2 || scaler.Body.Number("spec.maxReplicas") <= scaler.Body.Number("spec.minReplicas"))
                yield return $"{scaler}: it keeps fewer than two, or does not scale.";
            foreach (var metric in scaler.Body.List("spec.metrics").Select(metric => metric.Text("pods.metric.name")).OfType<string>())
            {
                if (!MetricsInCode.Has(metric)) yield return $"{scaler}: no code has a metric '{metric}'.";
            }
        }
    }
}
