using System.Net.Sockets;
using System.Text;

namespace YemotAi.Cluster.Programs;

/// <summary>Requests whose target goes over the wire exactly as it is written.</summary>
internal static class RawHttp
{
    /// <summary>Sends a GET; gives the status and the whole answer.</summary>
    public static async Task<(int Status, string Answer)> GetAsync(Uri server, string target, string? authorization, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellation);
        var stream = client.GetStream();
        var header = authorization is null ? "" : $"Authorization: {authorization}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n{header}\r\n"), cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancellation);
        return (int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), answer);
    }
}
