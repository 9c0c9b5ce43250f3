using YemotAi.Hosting.Settings;
using YemotAi.Hosting.Web;

namespace YemotAi.Hosting;

/// <summary>What a silo or a gateway says when it has started.</summary>
internal static class ClusterBanner
{
    public static void Print(WebApplication app, string what, TextWriter output)
    {
        var settings = app.Services.GetRequiredService<ClusterSettings>();
        var cluster = settings.Cluster;
        output.WriteLine($"""

            YemotAi {what}.
              Listens at    {string.Join(", ", Listening.Addresses(app, settings.Urls))}
              Yemot line    /{settings.Yemot.Path.Trim('/')}{(settings.Yemot.Secrets.Count == 0 ? "   (open to everyone: set Yemot:Secrets before it is reachable from outside)" : "   (with a secret)")}
              Cluster       {cluster.ClusterId} of {cluster.ServiceId}

            """);
    }
}
