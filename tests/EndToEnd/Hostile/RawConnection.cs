using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>A connection that sends what no HTTP client would.</summary>
internal static class RawConnection
{
    private const int MostBytes = 1 << 20;

    /// <summary>Sends bytes and reads all that comes back until the server closes.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="bytes">What is sent.</param>
    /// <param name="breaksOff">Whether the sender says then that nothing more comes, for what is not a whole request.</param>
    public static async Task<string> ExchangeAsync(Uri address, byte[] bytes, bool breaksOff = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        var reading = ReadAsync(stream);
        try
        {
            await stream.WriteAsync(bytes);
            if (breaksOff) client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The server has refused already and reads no more; what it answered is still to be read.
        }

        return await Waiting.For("the server answers or closes", reading);
    }

    /// <summary>As <see cref="ExchangeAsync(Uri, byte[], bool)"/>, for text in Latin-1: one byte for each sign.</summary>
    public static Task<string> ExchangeAsync(Uri address, string text, bool breaksOff = false) =>
        ExchangeAsync(address, Encoding.Latin1.GetBytes(text), breaksOff);

    /// <summary>
    /// Checks that what came back is no fault of the server and short: nothing, where the connection was closed, or a
    /// status below 500.
    /// </summary>
    public static void AssertNoFault(string response)
    {
        if (response.Length == 0) return;
        Assert.StartsWith("HTTP/1.1 ", response, StringComparison.Ordinal);
        foreach (var status in response.Split("HTTP/1.1 ")[1..])
            Assert.InRange(int.Parse(status[..3], CultureInfo.InvariantCulture), 100, 499);
        Assert.InRange(response.Length, 1, 2_000);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var all = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (all.Length < MostBytes && await stream.ReadAsync(buffer) is > 0 and var read) all.Write(buffer, 0, read);
        }
        catch (IOException)
        {
            // Closed the hard way, which is an answer too.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }
}
