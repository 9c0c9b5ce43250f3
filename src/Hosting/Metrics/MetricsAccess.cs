using YemotAi.Hosting.Settings;
using YemotAi.Telephony.Access;

namespace YemotAi.Hosting.Metrics;

/// <summary>
/// Who may see the figures: whoever <see cref="ProgramOptions.MetricsFrom"/> names, and without that this machine alone.
/// </summary>
internal sealed class MetricsAccess(ProgramOptions settings)
{
    private readonly AddressRanges _from = new(settings.MetricsFrom);

    /// <summary>Whether who asks may.</summary>
    public bool Allows(HttpContext context)
    {
        // Behind a proxy on this machine everybody comes from this machine.
        if (ThisMachine.IsByProxy(context.Request)) return false;
        return _from.IsEmpty ? ThisMachine.Asks(context) : _from.Contains(context.Connection.RemoteIpAddress);
    }
}
