using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using YemotAi.Standalone.Settings;

namespace YemotAi.Standalone;

/// <summary>What the program says when it has started.</summary>
internal static class Banner
{
    public static void Print(WebApplication app, TextWriter output)
    {
        var settings = app.Services.GetRequiredService<StandaloneSettings>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var line = (addresses.FirstOrDefault() ?? settings.Urls) + "/" + settings.Yemot.Path.Trim('/');
        var kept = settings.Store == StoreKind.Memory ? "in memory only" : settings.Storage.Directory;
        output.WriteLine($"""

            YemotAi answers.
              Listens at    {string.Join(", ", addresses)}
              Yemot line    {line}{(settings.Yemot.Secrets.Count == 0 ? "   (open to everyone: set Yemot:Secrets before it is reachable from outside)" : "   (with a secret)")}
              Mind          {string.Join(", then ", settings.Program.Minds.Append("the built-in one, which needs no key"))}
              Keeps calls   {kept}

            Try it, in another terminal:
              dotnet run --project src/Phone -- yemot --url {line}
            Then look at what was kept:
              dotnet run --project src/Standalone -- calls
              dotnet run --project src/Standalone -- messages
            Point a real line at it: docs/yemot.md

            """);
    }
}
