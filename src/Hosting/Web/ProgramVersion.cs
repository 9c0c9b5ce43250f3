using System.Reflection;

namespace YemotAi.Hosting.Web;

/// <summary><c>GET /version</c>: which program this is, of which commit, built when.</summary>
internal static class ProgramVersion
{
    public static void Map(WebApplication app)
    {
        var assembly = Assembly.GetEntryAssembly() ?? typeof(ProgramVersion).Assembly;
        var informational = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var plus = informational.IndexOf('+', StringComparison.Ordinal);
        var built = assembly.Location.Length > 0 ? File.GetLastWriteTimeUtc(assembly.Location) : (DateTime?)null;
        var version = new
        {
            app = assembly.GetName().Name,
            version = plus < 0 ? informational : informational[..plus],
            commit = plus < 0 ? "" : informational[(plus + 1)..],
            built,
        };
        app.MapGet("/version", () => version);
    }
}
