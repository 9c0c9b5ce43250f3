using System.Collections.Concurrent;
using System.Net;
using System.Text;
using YemotAi.Phone.Yemot;

namespace YemotAi.EndToEnd.Crash;

/// <summary>
/// Stands between the phone and a program that dies: sends the same request again until an answer comes, and checks
/// that the same request never gets two different answers.
/// </summary>
internal sealed class RetryingProxy(CrashLane lane) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _broken = new(StringComparer.Ordinal);

    /// <summary>What must never be: a failure's status, an empty answer, two answers to one request.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>How often the connection broke on a request.</summary>
    public int BrokenOf(YemotRequest request) => _broken.GetValueOrDefault($"{request.Address.PathAndQuery} {request.Form}");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var key = $"{request.RequestUri!.PathAndQuery} {(form is null ? "" : Encoding.UTF8.GetString(form))}";
        var (status, type, body) = await lane.SendAsync(
            address => AskAsync(address, request, form, cancellationToken), () => _broken.AddOrUpdate(key, 1, (_, n) => n + 1));
        var text = Encoding.UTF8.GetString(body);
        if (status != HttpStatusCode.OK || text.Length == 0) Faults.Enqueue($"{(int)status} '{text}' to {key}");
        var first = _answers.GetOrAdd(key, text);
        if (first != text) Faults.Enqueue($"two answers to {key}:\n{first}\n{text}");
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _http.Dispose();
        base.Dispose(disposing);
    }

    private async Task<Func<Task<(HttpStatusCode Status, string? Type, byte[] Body)>>> AskAsync(
        Uri address, HttpRequestMessage request, byte[]? form, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(address, request.RequestUri!.PathAndQuery));
        if (form is not null)
        {
            message.Content = new ByteArrayContent(form);
            message.Content.Headers.ContentType = request.Content!.Headers.ContentType;
        }

        var response = await _http.SendAsync(message, cancellation);
        // Only another lane's program, which has got the port of the dead one, does not know this path.
        if (response.StatusCode == HttpStatusCode.NotFound) throw new HttpRequestException("The port belongs to another program now.");
        return async () =>
        {
            using (message)
            using (response)
            {
                var body = await response.Content.ReadAsByteArrayAsync(cancellation);
                return (response.StatusCode, response.Content.Headers.ContentType?.ToString(), body);
            }
        };
    }
}
