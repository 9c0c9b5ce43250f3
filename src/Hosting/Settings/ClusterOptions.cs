using System.Net;

namespace YemotAi.Hosting.Settings;

/// <summary>Section <c>Cluster</c>: how a silo or a gateway takes part in a cluster.</summary>
public sealed class ClusterOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>
    /// The Redis that holds the cluster's members, the state of calls, messages and finished calls, as
    /// StackExchange.Redis reads it. Default <c>127.0.0.1:6379</c>.
    /// </summary>
    public string Redis { get; set; } = "127.0.0.1:6379";

    /// <summary>Names this cluster among those on the same Redis. Default <c>yemotai</c>.</summary>
    public string ClusterId { get; set; } = "yemotai";

    /// <summary>
    /// Names what is stored; stays the same over the life of the data, whatever clusters come and go. Default
    /// <c>yemotai</c>.
    /// </summary>
    public string ServiceId { get; set; } = "yemotai";

    /// <summary>The silo's name in lists and logs. Default the machine's name and the silo's port.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address at which the others reach this silo. Default 127.0.0.1: a cluster on one machine.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos. Default 11111, Orleans' own.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for gateways that are processes of their own. Default 30000, Orleans' own.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Whether a silo answers the telephone lines itself. Default true: then it needs no gateway beside it.</summary>
    public bool Endpoints { get; set; } = true;

    /// <summary>
    /// How long a process that starts waits for Redis to answer; then it ends with an error. Default 30 s, in which a Redis
    /// that is started together with it is there.
    /// </summary>
    public TimeSpan StartPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long, after it is told to stop, a process still takes requests while it already says that it is not ready.
    /// Default 5 s, which a load balancer takes to notice.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long everything after that may take: requests in work, turns, handing the calls over. Default 2 minutes,
    /// longer than the longest turn.
    /// </summary>
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a request of one process to another waits for its answer before it is asked again, maybe elsewhere.
    /// Default 500 ms: asking again costs little when the first is still in work, and finds the new place of a call whose
    /// silo has died. After 5 seconds it grows with each time.
    /// </summary>
    public TimeSpan AskAgain { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a read or write of Redis may take before it counts as away. Default 1.5 s: the caller waits meanwhile.
    /// </summary>
    public TimeSpan RedisLimit { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the state of a call that is over is kept for late requests of it. Default 1 hour.</summary>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Who may see the grain dashboard, under <c>/grains</c>. Empty, the default: there is none.</summary>
    public string DashboardUser { get; set; } = "";

    /// <summary>The password for it; at least 12 characters. Without one there is no dashboard.</summary>
    public string DashboardPassword { get; set; } = "";

    /// <summary>Whether there is a grain dashboard.</summary>
    public bool HasDashboard => DashboardUser.Length > 0 && DashboardPassword.Length > 0;

    /// <summary>What is wrong with these settings: one sentence each, naming the setting and what is allowed.</summary>
    public IEnumerable<string> Problems()
    {
        if (!NamesServers(Redis))
            yield return "Redis: allowed: a connection string such as 127.0.0.1:6379 or redis:6379,password=…; its servers first, no address such as redis://…, no comma in a password.";
        if (string.IsNullOrWhiteSpace(ClusterId)) yield return "ClusterId: allowed: any name, but not none.";
        if (string.IsNullOrWhiteSpace(ServiceId)) yield return "ServiceId: allowed: any name, but not none.";
        if (!IPAddress.TryParse(Address, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            yield return $"Address: '{Address}' is no address at which others reach this silo. Allowed: an IP address such as 10.1.2.3.";
        foreach (var (name, port) in new[] { (nameof(SiloPort), SiloPort), (nameof(GatewayPort), GatewayPort) })
        {
            if (port is < 1 or > 65_535) yield return $"{name}: {port} is not allowed. Allowed: 1 to 65535.";
        }

        if (SiloPort == GatewayPort) yield return $"GatewayPort: {GatewayPort} is also SiloPort. Allowed: two different ports.";
        foreach (var (name, value, least, most) in Spans())
        {
            if (value < least || value > most) yield return $"{name}: {value} is not allowed. Allowed: {least} to {most}.";
        }

        if (DashboardUser.Length > 0 != DashboardPassword.Length > 0)
            yield return "DashboardUser and DashboardPassword: allowed: both, or neither.";
        if (DashboardPassword.Length is > 0 and < 12) yield return "DashboardPassword: allowed: 12 characters or more.";
    }

    /// <summary>
    /// Whether a connection string begins with servers, and nothing else in it would be taken for one: a server's name is
    /// written to the log, and a password in a wrong place must not be.
    /// </summary>
    private static bool NamesServers(string connection)
    {
        var parts = connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var servers = parts.TakeWhile(part => !part.Contains('=', StringComparison.Ordinal)).ToList();
        return servers.Count > 0 && servers.TrueForAll(server => !server.AsSpan().ContainsAny('/', '@'))
            && parts.Skip(servers.Count).All(part => part.Contains('=', StringComparison.Ordinal));
    }

    private (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] Spans() =>
    [
        (nameof(StartPatience), StartPatience, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        (nameof(DrainDelay), DrainDelay, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        (nameof(StopLimit), StopLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        (nameof(AskAgain), AskAgain, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        (nameof(RedisLimit), RedisLimit, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)),
        (nameof(KeepFinished), KeepFinished, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30)),
    ];
}
