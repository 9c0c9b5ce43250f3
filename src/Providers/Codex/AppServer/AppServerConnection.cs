using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>
/// The protocol of <c>codex app-server</c>: JSON-RPC 2.0 without its <c>jsonrpc</c> member, one object a line. Requests
/// are matched with their answers, what the server tells goes to who follows the thread, what the server asks for is a
/// tool or is denied. What is not understood is left out.
/// </summary>
/// <remarks>One task reads and one writes, and neither waits for anybody who uses the connection.</remarks>
internal sealed class AppServerConnection : IAsyncDisposable
{
    /// <summary>How many messages may wait to be written: a server that takes no more than this is stuck.</summary>
    private const int MostWaiting = 512;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IAppServerLines _lines;
    private readonly ConcurrentDictionary<long, Pending> _pending = [];
    private readonly ConcurrentDictionary<string, IAppServerFollower> _followers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _writing;
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private long _lastId;
    private int _strange;
    private int _disposed;

    /// <summary>Begins to read.</summary>
    public AppServerConnection(IAppServerLines lines)
    {
        _lines = lines;
        _reading = Task.Run(ReadAsync);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Done when nothing comes any more.</summary>
    public Task Closed => _closed.Task;

    /// <summary>How many lines were none of the protocol's.</summary>
    public int Strange => Volatile.Read(ref _strange);

    /// <summary>Asks for something.</summary>
    /// <param name="method">What.</param>
    /// <param name="parameters">Writes the fields of <c>params</c>.</param>
    /// <exception cref="AppServerGoneException">The process is gone.</exception>
    /// <exception cref="AppServerRefusalException">It answered with an error.</exception>
    public Task<JsonElement> RequestAsync(string method, Action<Utf8JsonWriter> parameters)
    {
        var id = Interlocked.Increment(ref _lastId);
        var pending = new Pending(method);
        _pending[id] = pending;
        if (!Send(writer =>
            {
                writer.WriteNumber("id", id);
                writer.WriteString("method", method);
                writer.WriteStartObject("params");
                parameters(writer);
                writer.WriteEndObject();
            })
            || _closed.Task.IsCompleted)
        {
            _pending.TryRemove(id, out _);
            pending.Answer.TrySetException(new AppServerGoneException("The Codex app-server takes no requests."));
        }

        return pending.Answer.Task;
    }

    /// <summary>Tells something.</summary>
    public void Notify(string method) => Send(writer => writer.WriteString("method", method));

    /// <summary>From now on this one takes in what happens in a thread.</summary>
    public void Follow(string thread, IAppServerFollower follower)
    {
        _followers[thread] = follower;
        if (_closed.Task.IsCompleted) follower.Take(new AppServerEvent.Gone());
    }

    /// <summary>Nobody takes in any more what happens in a thread.</summary>
    public void Unfollow(string thread) => _followers.TryRemove(thread, out _);

    /// <summary>Answers a tool's call.</summary>
    /// <param name="request">The id of the request, as it came.</param>
    /// <param name="text">What the tool gave.</param>
    /// <param name="success">Whether it did what it should.</param>
    public void AnswerTool(string request, string text, bool success) => Send(writer =>
    {
        writer.WritePropertyName("id");
        writer.WriteRawValue(request);
        writer.WriteStartObject("result");
        writer.WriteStartArray("contentItems");
        writer.WriteStartObject();
        writer.WriteString("type", "inputText");
        writer.WriteString("text", text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("success", success);
        writer.WriteEndObject();
    });

    /// <summary>
    /// Ends reading and writing; whoever waits is told that it is gone. What is being written to a stuck process may stay
    /// until that one is gone.
    /// </summary>
    public void Stop()
    {
        _stop.Cancel();
        Close();
    }

    /// <summary>Waits until nothing is read or written any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        Stop();
        await Task.WhenAll(_reading, _writing);
        _stop.Dispose();
    }

    private bool Send(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return _outgoing.Writer.TryWrite(buffer.WrittenSpan.ToArray());
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(_stop.Token))
            {
                if (!await _lines.WriteAsync(message, _stop.Token)) break;
            }
        }
        catch (Exception)
        {
            // Who asked learns it when the reading ends too, as it does with the process.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _lines.ReadLineAsync(_stop.Token) is { } line) Take(line);
        }
        catch (Exception)
        {
            // Whatever the reason, nothing can be read any more.
        }
        finally
        {
            Close();
        }
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (Understands(json.RootElement)) return;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Bytes that are no UTF-8 pass the parser and fail when they are read. Whatever it is, one line of one
            // conversation never takes the process from all the others.
        }

        Interlocked.Increment(ref _strange);
    }

    private bool Understands(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) return false;
        var method = AppServerJson.Text(message, "method");
        var parameters = AppServerJson.Field(message, "params") ?? default;
        if (AppServerJson.Field(message, "id") is { } id)
        {
            if (method.Length == 0) return Answered(id, message);
            Asked(id, method, parameters);
            return true;
        }

        if (method.Length == 0) return false;
        if (AppServerReader.EventOf(method, parameters) is { } happened
            && _followers.TryGetValue(AppServerJson.Text(parameters, "threadId"), out var follower))
        {
            follower.Take(happened);
        }

        return true;
    }

    private bool Answered(JsonElement id, JsonElement message)
    {
        if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number) || !_pending.TryRemove(number, out var pending))
            return false;
        if (AppServerJson.Field(message, "error") is { ValueKind: JsonValueKind.Object } error)
        {
            var code = AppServerJson.Field(error, "code") is { ValueKind: JsonValueKind.Number } value
                && value.TryGetInt32(out var said) ? said : 0;
            pending.Answer.TrySetException(new AppServerRefusalException(code, pending.Method)
            {
                IsLostThread = AppServerJson.Text(error, "message").StartsWith("thread not found", StringComparison.Ordinal),
                IsTooLarge = AppServerJson.Field(error, "data") is { } data
                    && AppServerJson.Text(data, "input_error_code") == "input_too_large",
            });
        }
        else
        {
            pending.Answer.TrySetResult(AppServerJson.Field(message, "result") is { } result ? result.Clone() : default);
        }

        return true;
    }

    private void Asked(JsonElement id, string method, JsonElement parameters)
    {
        var request = id.GetRawText();
        if (method == "item/tool/call")
        {
            if (_followers.TryGetValue(AppServerJson.Text(parameters, "threadId"), out var follower))
                follower.Take(AppServerReader.CallOf(request, parameters));
            else AnswerTool(request, "It cannot be called now.", success: false);
            return;
        }

        // Nothing that a model wants done on this machine is ever allowed.
        var decision = method switch
        {
            "item/commandExecution/requestApproval" or "item/fileChange/requestApproval" => "decline",
            "execCommandApproval" or "applyPatchApproval" => "denied",
            _ => "",
        };
        Send(writer =>
        {
            writer.WritePropertyName("id");
            writer.WriteRawValue(request);
            writer.WriteStartObject(decision.Length > 0 ? "result" : "error");
            if (decision.Length > 0)
            {
                writer.WriteString("decision", decision);
            }
            else
            {
                writer.WriteNumber("code", -32601);
                writer.WriteString("message", "not supported");
            }

            writer.WriteEndObject();
        });
    }

    private void Close()
    {
        if (!_closed.TrySetResult()) return;
        _outgoing.Writer.TryComplete();
        foreach (var id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out var pending))
                pending.Answer.TrySetException(new AppServerGoneException("The Codex app-server ended."));
        }

        foreach (var follower in _followers.Values) follower.Take(new AppServerEvent.Gone());
    }

    private sealed class Pending
    {
        public Pending(string method)
        {
            Method = method;
            // Nobody need wait for an answer to its end; one that fails unseen is no fault.
            _ = Answer.Task.ContinueWith(
                static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        public string Method { get; }

        public TaskCompletionSource<JsonElement> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
