using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using YemotAi.Providers.Voices;
using YemotAi.Standalone.Settings;
using YemotAi.Telephony.Twilio.Endpoint;

namespace YemotAi.Standalone;

/// <summary>What the program says when it has started.</summary>
internal static class Banner
{
    public static void Print(WebApplication app, TextWriter output)
    {
        var settings = app.Services.GetRequiredService<StandaloneSettings>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var here = addresses.FirstOrDefault() ?? settings.Urls;
        var line = here + "/" + settings.Yemot.Path.Trim('/');
        var voices = string.Join(", then ", app.Services.GetRequiredService<VoiceLadder>().Voices.Select(voice => voice.Name));
        var ears = string.Join(", then ", settings.Voice.EarsInOrder());
        var kept = settings.Store == StoreKind.Memory ? "in memory only" : settings.Storage.Directory;
        output.WriteLine($"""

            YemotAi answers.
              Listens at    {string.Join(", ", addresses)}
              Yemot line    {line}{(settings.Yemot.Secrets.Count == 0 ? "   (open to everyone: set Yemot:Secrets before it is reachable from outside)" : "   (with a secret)")}
              Twilio line   {here}{TwilioEndpoint.VoiceWebhook}{(settings.Twilio.CanCheck ? "   (signed requests only)" : "   (this machine only: set Twilio:AuthToken and Twilio:PublicBaseUrl for a real number)")}
              Voice, ear    {(voices.Length > 0 ? voices : "none: install espeak-ng")}; {(ears.Length > 0 ? ears : "none: spoken calls work by keypad (docs/voices.md)")}
              Mind          {string.Join(", then ", settings.Program.Minds.Append("the built-in one, which needs no key"))}
              Keeps calls   {kept}

            Try it, in another terminal:
              dotnet run --project src/Phone -- yemot --url {line}
              dotnet run --project src/Phone -- twilio --url {here}{TwilioEndpoint.VoiceWebhook}
            Then look at what was kept:
              dotnet run --project src/Standalone -- calls
              dotnet run --project src/Standalone -- messages
            Point a real line at it: docs/yemot.md, docs/twilio.md

            """);
    }
}
