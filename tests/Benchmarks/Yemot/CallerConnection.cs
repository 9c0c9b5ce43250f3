using System.Net;
using System.Net.Sockets;
using System.Text;

namespace YemotAi.Benchmarks.Yemot;

/// <summary>
/// One keep-alive HTTP connection, as thin as it can be, so that what is measured is the server: both share the machine.
/// </summary>
internal sealed class CallerConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _out = new byte[4096];
    private readonly byte[] _in = new byte[16384];

    private CallerConnection(Socket socket) => _socket = socket;

    public static async Task<CallerConnection> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new CallerConnection(socket);
    }

    public async ValueTask<string> GetAsync(string target)
    {
        var request = $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: yemot-core-api/1.0\r\n\r\n";
        var length = Encoding.ASCII.GetBytes(request, _out);
        await _socket.SendAsync(_out.AsMemory(0, length));
        var read = 0;
        while (true)
        {
            var got = await _socket.ReceiveAsync(_in.AsMemory(read));
            if (got == 0) return "";
            read += got;
            if (TryBody(_in.AsSpan(0, read), out var body)) return body;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool TryBody(ReadOnlySpan<byte> response, out string body)
    {
        body = "";
        var head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var headers = response[..head];
        var at = headers.IndexOf("ontent-Length: "u8);
        if (at < 0) throw new InvalidDataException("The answer has no length.");
        var digits = headers[(at + 15)..];
        var line = digits.IndexOf((byte)'\r');
        if (line >= 0) digits = digits[..line];
        if (!System.Buffers.Text.Utf8Parser.TryParse(digits, out int length, out _)) throw new InvalidDataException();
        if (response.Length < head + 4 + length) return false;
        body = Encoding.UTF8.GetString(response.Slice(head + 4, length));
        return true;
    }
}
