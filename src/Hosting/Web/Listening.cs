using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace YemotAi.Hosting.Web;

/// <summary>Where a program that has started really listens.</summary>
internal static class Listening
{
    /// <summary>The addresses; those of the settings where the server does not tell.</summary>
    public static IReadOnlyCollection<string> Addresses(WebApplication app, string urls) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses
            ? [.. addresses]
            : [urls];
}
