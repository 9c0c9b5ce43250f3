using System.Net.Sockets;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>Sends requests, waits as long as Yemot would, and reads the answers.</summary>
internal sealed class YemotSender(HttpClient http, YemotLineSettings settings, TimeProvider time)
{
    /// <summary>Sends a request, and again where the settings say so.</summary>
    public async Task<YemotExchange> SendAsync(YemotRequest request, CancellationToken cancellation)
    {
        if (settings.Repeats == RequestRepeats.Together)
        {
            var both = await Task.WhenAll(SendOnceAsync(request, cancellation), SendOnceAsync(request, cancellation));
            return WithRepeat(both[0], both[1]);
        }
        var first = await SendOnceAsync(request, cancellation);
        if (settings.Repeats != RequestRepeats.Afterwards || first.Answer is null) return first;
        return WithRepeat(first, await SendOnceAsync(request, cancellation));
    }

    /// <summary>Sends a request once. An answer that does not come is a result, not an exception.</summary>
    public async Task<YemotExchange> SendOnceAsync(YemotRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(settings.AnswerLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var message = request.ToMessage();
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadBodyAsync(response, either.Token);
            var status = (int)response.StatusCode;
            var contentType = response.Content.Headers.TryGetValues("Content-Type", out var values) ? values.First() : null;
            return new YemotExchange
            {
                Request = request,
                Answer = YemotAnswerReader.Read(status, contentType, body),
                Status = status,
                Elapsed = time.GetElapsedTime(started),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            var failure = limit.IsCancellationRequested
                ? $"no answer within {settings.AnswerLimit.TotalSeconds:0.###} s"
                : e.Message;
            return new YemotExchange { Request = request, Failure = failure, Elapsed = time.GetElapsedTime(started) };
        }
    }

    private static YemotExchange WithRepeat(YemotExchange first, YemotExchange second) =>
        first with { RepeatedAnswer = second.Answer?.Text ?? "" };

    /// <summary>The body, but never more than one byte over what the reader takes.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return buffer[..length];
            length += read;
            if (length > YemotAnswerReader.LargestAnswer) return buffer[..length];
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 4, YemotAnswerReader.LargestAnswer + 1));
        }
    }
}
