using Microsoft.Extensions.Configuration;
using YemotAi.Hosting.Settings;

namespace YemotAi.Deployment.Manifests;

/// <summary>Variables as the programs read them.</summary>
internal static class ProgramEnvironment
{
    /// <summary>The start of the names that are settings.</summary>
    public const string Prefix = "YEMOTAI_";

    /// <summary>Whether these variables are for one of our programs.</summary>
    public static bool IsOurs(IReadOnlyDictionary<string, string> variables) =>
        variables.Keys.Any(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings in them.</summary>
    public static IConfiguration Configuration(IReadOnlyDictionary<string, string> variables) =>
        new ConfigurationBuilder().AddInMemoryCollection(variables
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(pair => KeyValuePair.Create(pair.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();

    /// <summary>The settings of a silo or a gateway, read and checked as it does itself at its start.</summary>
    /// <exception cref="SettingsException">There is no such setting, or its value is not allowed.</exception>
    public static ClusterSettings Cluster(IReadOnlyDictionary<string, string> variables) =>
        ClusterSettings.Read(Configuration(variables));

    /// <summary>The same, or null when something is wrong in them, which <see cref="Rules.SettingsRule"/> says.</summary>
    public static ClusterSettings? TryCluster(IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            return IsOurs(variables) ? Cluster(variables) : null;
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    /// <summary>The port on which a program with these settings listens for HTTP.</summary>
    public static int HttpPort(string urls) => new Uri(urls.Split(';')[0].Replace("://+", "://0.0.0.0", StringComparison.Ordinal)).Port;
}
