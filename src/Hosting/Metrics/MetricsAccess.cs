using System.Net;
using YemotAi.Hosting.Settings;
using YemotAi.Telephony.Access;

namespace YemotAi.Hosting.Metrics;

/// <summary>
/// Who may see the figures: whoever <see cref="ProgramOptions.MetricsFrom"/> names, and without that this machine alone.
/// </summary>
internal sealed class MetricsAccess(ProgramOptions settings)
{
    /// <summary>What proxies add, so that the server behind them knows for whom they ask.</summary>
    private static readonly string[] SignsOfProxies = ["Forwarded", "Via", "X-Real-IP", "X-Original-For"];

    private readonly AddressRanges _from = new(settings.MetricsFrom);

    /// <summary>Whether who asks may.</summary>
    public bool Allows(HttpContext context)
    {
        // Behind a proxy on this machine everybody comes from this machine.
        if (context.Request.Headers.Keys.Any(IsSignOfProxy)) return false;
        var address = context.Connection.RemoteIpAddress;
        return _from.IsEmpty ? IsThisMachine(address) && IsNameOfThisMachine(context.Request.Host.Host) : _from.Contains(address);
    }

    private static bool IsSignOfProxy(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || SignsOfProxies.Contains(header, StringComparer.OrdinalIgnoreCase);

    private static bool IsThisMachine(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>A tunnel says nothing of itself, but mostly leaves the name that was asked for.</summary>
    private static bool IsNameOfThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IsThisMachine(address));
}
