using System.Text.Json;
using Microsoft.Extensions.Logging;
using YemotAi.Providers.Api;
using YemotAi.Providers.Api.Http;

namespace YemotAi.Providers.Google;

/// <summary>
/// A service account's token: kept while it is good, renewed before it ends, and got once however many want it. Thread-safe.
/// </summary>
/// <param name="account">Whose.</param>
/// <param name="limit">How long getting one may take.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where a failed renewal is told.</param>
internal sealed partial class GoogleTokens(ServiceAccount account, TimeSpan limit, TimeProvider time, ILogger log) : IDisposable
{
    private const int MostBytes = 64 << 10;

    /// <summary>How long before its end it is renewed, while it is still used.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    /// <summary>How long before its end it is used no more: a request takes time.</summary>
    private static readonly TimeSpan LeastLife = TimeSpan.FromSeconds(30);

    /// <summary>How long after a failed renewal the next is tried, while the old one is good.</summary>
    private static readonly TimeSpan RenewAgain = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly HttpClient _http = VendorHandler.Client(MostBytes, time);
    private Token? _token;
    private Task<Token>? _getting;
    private DateTimeOffset _notBefore;

    /// <summary>A token that is good for some time yet.</summary>
    /// <exception cref="VendorErrorException">The account is refused, or the server fails.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="TimeoutException">It does not answer in time.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        Task<Token> getting;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_token is { } token && now < token.Ends - LeastLife)
            {
                if (now >= token.Ends - RenewBefore && now >= _notBefore) _ = Begin();
                return token.Text;
            }

            getting = Begin();
        }

        return (await getting.WaitAsync(cancellation)).Text;
    }

    /// <summary>It was not accepted: the next who wants one gets a new one.</summary>
    public void Drop(string token)
    {
        lock (_gate)
        {
            if (_token?.Text == token) _token = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>The getting that is under way, or a new one. Called with the lock held.</summary>
    private Task<Token> Begin()
    {
        // Nobody's own: who began it may hang up, and the others go on waiting.
        if (_getting is { } underWay) return underWay;
        var getting = Task.Run(AskAsync);
        _getting = getting;
        _ = EndAsync(getting);
        return getting;
    }

    private async Task EndAsync(Task<Token> getting)
    {
        try
        {
            var token = await getting;
            lock (_gate) (_token, _getting) = (token, null);
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                _getting = null;
                _notBefore = time.GetUtcNow() + RenewAgain;
            }

            LogNotGot(log, error is VendorErrorException { Error: var told } ? told.Detail("Google's token server") : error.GetType().Name);
        }
    }

    private async Task<Token> AskAsync()
    {
        using var ends = new CancellationTokenSource(limit, time);
        var asked = time.GetUtcNow();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = account.Assertion(asked),
        });
        try
        {
            using var response = await _http.PostAsync(account.TokenUrl, form, ends.Token);
            await using var body = await response.Content.ReadAsStreamAsync(ends.Token);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: ends.Token);
            return TokenOf(json.RootElement, asked) ?? throw NoToken();
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("Google's token server does not answer.");
        }
        catch (JsonException)
        {
            throw NoToken();
        }
        catch (VendorErrorException error) when (error.Error.Status == 400)
        {
            // A bad request of the account's, as RFC 6749 has it (invalid_grant), is none of the sound's.
            throw new VendorErrorException(error.Error with { Status = 401 });
        }
    }

    private static VendorErrorException NoToken() => new(VendorError.Of(502, "", "no_token", ""));

    private static Token? TokenOf(JsonElement json, DateTimeOffset asked) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("access_token", out var text) && text.ValueKind == JsonValueKind.String
        && text.GetString() is { Length: > 0 and <= 8_192 } token && token.All(c => c is > ' ' and <= '~')
        && json.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var life) && life is > 0 and <= 86_400
            ? new Token(token, asked.AddSeconds(life))
            : null;

    [LoggerMessage(770, LogLevel.Warning, "No token for Google's speech services could be got. {Reason}")]
    private static partial void LogNotGot(ILogger log, string reason);

    private sealed record Token(string Text, DateTimeOffset Ends);
}
