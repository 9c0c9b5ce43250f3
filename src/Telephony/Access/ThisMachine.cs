using System.Net;
using Microsoft.AspNetCore.Http;

namespace YemotAi.Telephony.Access;

/// <summary>Whether a request comes from this machine itself, and not by a proxy or tunnel that runs on it.</summary>
public static class ThisMachine
{
    /// <summary>What proxies add, so that the server behind them knows for whom they ask.</summary>
    private static readonly string[] SignsOfProxies = ["Forwarded", "Via", "X-Real-IP", "X-Original-For"];

    /// <summary>Whether it does: from a loopback address, by this machine's own name, with no sign of a proxy.</summary>
    public static bool Asks(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return !IsByProxy(context.Request) && IsLoopback(context.Connection.RemoteIpAddress) && IsName(context.Request.Host.Host);
    }

    /// <summary>Whether a proxy says that it passed the request on: behind one on this machine everybody comes from this machine.</summary>
    public static bool IsByProxy(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Keys.Any(header =>
            header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || SignsOfProxies.Contains(header, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>A tunnel says nothing of itself, but mostly leaves the name that was asked for.</summary>
    private static bool IsName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IsLoopback(address));
}
