using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace YemotAi.Unit.Phone.Twilio;

/// <summary>The program's end of a media stream.</summary>
internal sealed class ProgramSocket(WebSocket socket)
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task IsDone => _done.Task;

    public bool IsAborted { get; private set; }

    public string StreamSid { get; private set; } = "";

    /// <summary>The status with which the other side closed.</summary>
    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    /// <summary>The next message; null when the other side has closed, or its connection is lost.</summary>
    public async Task<JsonElement?> NextAsync(CancellationToken cancellation)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        guard.CancelAfter(Guard);
        var buffer = new byte[64 * 1024];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), guard.Token);
                if (read.MessageType == WebSocketMessageType.Close) return null;
                length += read.Count;
                if (!read.EndOfMessage) continue;
                using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
                var message = json.RootElement.Clone();
                if (message.GetProperty("event").GetString() == "start") StreamSid = message.GetProperty("streamSid").GetString()!;
                return message;
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>The next message, which is this event.</summary>
    public async Task<JsonElement> NextAsync(string name, CancellationToken cancellation)
    {
        var message = await NextAsync(cancellation) ?? throw new InvalidOperationException($"The stream ended before {name}.");
        return message.GetProperty("event").GetString() == name ? message : throw new InvalidOperationException($"Instead of {name} came {message}.");
    }

    /// <summary>The next message of an event; others before it are passed over.</summary>
    public async Task<JsonElement> SkipToAsync(string name, CancellationToken cancellation)
    {
        while (true)
        {
            var message = await NextAsync(cancellation) ?? throw new InvalidOperationException($"The stream ended before {name}.");
            if (message.GetProperty("event").GetString() == name) return message;
        }
    }

    /// <summary>Reads connected and start.</summary>
    public async Task<ProgramSocket> BegunAsync(CancellationToken cancellation)
    {
        await NextAsync("connected", cancellation);
        await NextAsync("start", cancellation);
        return this;
    }

    public Task SendAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text.Replace("$sid", StreamSid, StringComparison.Ordinal)), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendBinaryAsync(byte[] bytes) => socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);

    public Task MediaAsync(ReadOnlySpan<byte> muLaw) =>
        SendAsync($$$"""{"event":"media","streamSid":"$sid","media":{"payload":"{{{Convert.ToBase64String(muLaw)}}}"}}""");

    public Task MarkAsync(string name) => SendAsync($$$"""{"event":"mark","streamSid":"$sid","mark":{"name":"{{{name}}}"}}""");

    public Task ClearAsync() => SendAsync("""{"event":"clear","streamSid":"$sid"}""");

    /// <summary>Closes it, and reads until the other side has too.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, CancellationToken cancellation)
    {
        await socket.CloseOutputAsync(status, "", cancellation);
        while (await NextAsync(cancellation) is not null)
        {
        }

        Done();
    }

    /// <summary>Loses the connection.</summary>
    public void Abort()
    {
        IsAborted = true;
        Done();
    }

    public void Done() => _done.TrySetResult();
}
