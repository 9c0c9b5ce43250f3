namespace YemotAi.Deployment.Rules;

/// <summary>The instruments that the code has.</summary>
internal static class MetricsInCode
{
    /// <summary>Whether there is one of this name, which Prometheus writes with underscores for dots.</summary>
    public static bool Has(string name) =>
        Directory.GetDirectories(Repository.At("src")).SelectMany(folder => Repository.Sources(Path.GetFileName(folder)))
            .Any(file => File.ReadAllText(file).Contains($"\"{name.Replace('_', '.')}\"", StringComparison.Ordinal));
}
