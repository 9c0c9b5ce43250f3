using YemotAi.Deployment.Manifests;
using YemotAi.Hosting.Settings;

namespace YemotAi.Deployment.Rules;

/// <summary>Every variable that is a setting is one that the program knows, with a value that it takes.</summary>
internal static class SettingsRule
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var workload in set.Workloads)
        {
            foreach (var container in workload.Containers)
            {
                var variables = ContainerEnvironment.Of(container, set);
                if (!ProgramEnvironment.IsOurs(variables)) continue;
                foreach (var problem in Wrong(variables)) yield return $"{workload}: {problem}";
                // In Kubernetes a silo is reached at its pod's address; the default is one machine's own.
                if (workload.Name == "silo" && variables.GetValueOrDefault("YEMOTAI_Cluster__Address") != "10.1.2.3")
                    yield return $"{workload}: YEMOTAI_Cluster__Address is not the pod's address.";
            }
        }
    }

    private static string[] Wrong(Dictionary<string, string> variables)
    {
        try
        {
            _ = ProgramEnvironment.Cluster(variables);
            return [];
        }
        catch (SettingsException error)
        {
            return [error.Message];
        }
    }
}
