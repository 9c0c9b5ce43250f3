using Xunit;
using YemotAi.Deployment.Manifests;

namespace YemotAi.Deployment;

/// <summary>What can be applied from <c>k8s</c>: the overlays, and each with the components that it may be given.</summary>
internal static class Deployments
{
    public static TheoryData<string> Overlays => new("small", "production");

    /// <summary>An overlay as it is.</summary>
    public static Task<ManifestSet> BuildAsync(string overlay) => Kustomize.BuildAsync(Repository.At("k8s"), $"overlays/{overlay}");

    /// <summary>An overlay with the components that an operator may add.</summary>
    public static async Task<ManifestSet> BuildWithAsync(string overlay, params string[] components)
    {
        using var copy = new FolderCopy();
        var file = Path.Combine(copy.Folder, "overlays", overlay, "kustomization.yaml");
        var lines = await File.ReadAllLinesAsync(file);
        var last = Array.FindLastIndex(lines, line => line.StartsWith("  - ../../components/", StringComparison.Ordinal));
        var added = components.Select(component => $"  - ../../components/{component}");
        await File.WriteAllLinesAsync(file, [.. lines[..(last + 1)], .. added, .. lines[(last + 1)..]]);
        return await Kustomize.BuildAsync(copy.Folder, $"overlays/{overlay}");
    }
}
