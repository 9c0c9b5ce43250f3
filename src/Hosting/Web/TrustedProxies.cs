using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using YemotAi.Hosting.Settings;

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
        foreach (var proxy in settings.TrustedProxies)
        {
            var address = IPAddress.Parse(proxy);
            options.KnownProxies.Add(address);
            if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) options.KnownProxies.Add(address.MapToIPv6());
        }

        return options;
    }
}
