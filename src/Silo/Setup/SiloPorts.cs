using System.Net;
using System.Net.Sockets;
using YemotAi.Hosting.Settings;

namespace YemotAi.Silo.Setup;

/// <summary>
/// Whether a silo's ports are free. Orleans' sockets would share them with a silo that has them, and the members of the
/// cluster would then take the one that runs for an older self of the new one, and drive it out with all its calls.
/// </summary>
internal static class SiloPorts
{
    /// <summary>Looks once, before the silo starts.</summary>
    /// <exception cref="SettingsException">One is taken; the message names it.</exception>
    public static void Check(ClusterOptions cluster)
    {
        var address = IPAddress.Parse(cluster.Address);
        if (!IPAddress.IsLoopback(address)) address = IPAddress.Any;
        (string Setting, int Port)[] ports = [(nameof(cluster.SiloPort), cluster.SiloPort), (nameof(cluster.GatewayPort), cluster.GatewayPort)];
        string[] problems = [.. ports.Select(port => (port, Problem: ProblemOf(address, port.Port))).Where(found => found.Problem is not null)
            .Select(found => $"{ClusterOptions.Section}:{found.port.Setting}: {found.port.Port} {found.Problem}")];
        if (problems.Length > 0) throw new SettingsException(problems);
    }

    private static string? ProblemOf(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? "is taken by another program, maybe another silo of this machine. Allowed: a port that is free."
                : $"cannot be used: {error.Message}. Allowed: a port that this program may open, 1024 or higher.";
        }
    }
}
