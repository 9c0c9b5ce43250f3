using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using YemotAi.Providers.Api;
using YemotAi.Providers.Api.Http;

namespace YemotAi.Providers.Google;

/// <summary>Asks one of Google's interfaces: JSON there, JSON back.</summary>
/// <param name="address">The method's address.</param>
/// <param name="account">Who asks.</param>
/// <param name="maxAnswerBytes">How much of an answer is read.</param>
/// <param name="retries">How often it is asked again.</param>
/// <param name="time">The clock.</param>
internal sealed class GoogleClient(
    Uri address, GoogleAccount account, int maxAnswerBytes, RetryOptions retries, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = VendorHandler.Client(maxAnswerBytes, time);

    /// <summary>What is in the way of asking; empty when nothing is.</summary>
    public string Problem => account.ProblemAt(address);

    /// <summary>Asks.</summary>
    /// <exception cref="GoogleAccountException">There is no account.</exception>
    /// <exception cref="VendorErrorException">It answered with an error.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    /// <exception cref="JsonException">The answer is no JSON.</exception>
    /// <exception cref="AnswerTooLongException">The answer is too large.</exception>
    public Task<JsonDocument> AskAsync(JsonObject body, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        return Repeated.AskAsync(retries, time, () => AskAsync(bytes, mayBeOld: true, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> AskAsync(byte[] body, bool mayBeOld, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var signed = await account.SignAsync(request, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            await using var answer = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonDocument.ParseAsync(answer, cancellationToken: cancellation);
        }
        catch (VendorErrorException error) when (error.Error.Status == 401 && mayBeOld && account.Refused(signed))
        {
            // A token may be taken back before its end.
        }

        return await AskAsync(body, mayBeOld: false, cancellation);
    }
}
