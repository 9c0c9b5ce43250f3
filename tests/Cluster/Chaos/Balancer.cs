using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using YemotAi.Cluster.Programs;

namespace YemotAi.Cluster.Chaos;

/// <summary>
/// Sends each request to a random process, as a load balancer does: to another one when a connection cannot be made or
/// breaks. Notes how long each took, and what must never be.
/// </summary>
internal sealed class Balancer : HttpMessageHandler
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(1) });
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private volatile RunningProcess[] _targets = [];

    /// <summary>Requests that were answered: when they were sent, and how long that took with all repetitions.</summary>
    public ConcurrentQueue<(DateTimeOffset Sent, TimeSpan Took)> Answered { get; } = new();

    /// <summary>What must never be: a failure's status, an empty answer, two answers to one request.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Those that get requests.</summary>
    public IReadOnlyList<RunningProcess> Targets
    {
        get => _targets;
        set => _targets = [.. value];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        var form = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var sent = DateTimeOffset.UtcNow;
        var (status, type, body) = await UntilAnsweredAsync(request, path, form, cancellationToken);
        Answered.Enqueue((sent, DateTimeOffset.UtcNow - sent));

        var text = Encoding.UTF8.GetString(body);
        var key = $"{path} {(form is null ? "" : Encoding.UTF8.GetString(form))}";
        if (status != HttpStatusCode.OK || text.Length == 0) Faults.Enqueue($"{(int)status} '{text}' to {key}");
        // "One moment" is no answer to the request: it makes the platform ask the same again.
        if (!IsMoment(text) && _answers.GetOrAdd(key, text) is var first && first != text)
            Faults.Enqueue($"two answers to {key}:\n{first}\n{text}");
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return response;
    }

    /// <summary>Whether an answer only asks to wait.</summary>
    public static bool IsMoment(string answer) => answer.Contains("=wait_", StringComparison.Ordinal);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _http.Dispose();
        base.Dispose(disposing);
    }

    private async Task<(HttpStatusCode Status, string? Type, byte[] Body)> UntilAnsweredAsync(
        HttpRequestMessage request, string path, byte[]? form, CancellationToken cancellation)
    {
        while (true)
        {
            var targets = _targets;
            var target = targets[Random.Shared.Next(targets.Length)];
            try
            {
                using var message = new HttpRequestMessage(request.Method, new Uri(target.Address, path));
                if (form is not null)
                {
                    message.Content = new ByteArrayContent(form);
                    message.Content.Headers.ContentType = request.Content!.Headers.ContentType;
                }

                using var response = await _http.SendAsync(message, cancellation);
                // Another test's program has got the port of a dead one.
                if (response.StatusCode == HttpStatusCode.NotFound) continue;
                return (response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(cancellation));
            }
            catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
            {
                // A real balancer pauses too before it tries the next one, or a refusing port would be asked without end.
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }
    }
}
