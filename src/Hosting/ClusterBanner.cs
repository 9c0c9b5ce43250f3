using YemotAi.Hosting.Settings;
using YemotAi.Hosting.Web;

namespace YemotAi.Hosting;

/// <summary>What a silo or a gateway says when it has started.</summary>
internal static class ClusterBanner
{
    /// <param name="app">The program, started.</param>
    /// <param name="what">What it does.</param>
    /// <param name="output">Where it is said.</param>
    /// <param name="answersLine">Whether it answers the lines itself.</param>
    public static void Print(WebApplication app, string what, TextWriter output, bool answersLine)
    {
        var settings = app.Services.GetRequiredService<ClusterSettings>();
        var cluster = settings.Cluster;
        var open = settings.Yemot.Secrets.Count == 0 ? "   (open to everyone: set Yemot:Secrets before it is reachable from outside)" : "   (with a secret)";
        var line = answersLine ? $"/{settings.Yemot.Path.Trim('/')}{open}" : "answered by gateways";
        output.WriteLine($"""

            YemotAi {what}.
              Listens at    {string.Join(", ", Listening.Addresses(app, settings.Urls))}
              Yemot line    {line}
              Cluster       {cluster.ClusterId} of {cluster.ServiceId}

            """);
    }
}
