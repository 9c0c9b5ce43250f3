using Microsoft.AspNetCore.HttpOverrides;
using YemotAi.Hosting.Settings;
using YemotAi.Telephony.Access;

namespace YemotAi.Hosting.Web;

/// <summary>Whose word is taken for where a request came from.</summary>
internal static class TrustedProxies
{
    public static ForwardedHeadersOptions Of(ProgramOptions settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        // Only those that are named: the framework's own list would trust everything on this machine.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var range in new AddressRanges(settings.TrustedProxies).Ranges) options.KnownIPNetworks.Add(range);
        return options;
    }
}
