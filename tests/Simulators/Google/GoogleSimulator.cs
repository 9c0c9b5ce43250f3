using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using YemotAi.Simulators.Speech;

namespace YemotAi.Simulators.Google;

/// <summary>
/// Google's speech services on this machine, for tests: tokens for a service account (<c>POST /token</c>, its signature really
/// checked), <c>POST /v1/text:synthesize</c> and <c>POST /v1/speech:recognize</c>, with the checks and errors of the real ones.
/// </summary>
/// <remarks>
/// In a test of your own, start it, and give <see cref="Address"/> as the base URL and <see cref="Credentials"/> or
/// <see cref="ApiKey"/> as the account to what you test:
/// <code>
/// await using var google = await GoogleSimulator.StartAsync();
/// google.Hears = heard => "אני רוצה לקבוע תור";
/// // … speak and listen …
/// Assert.Empty(google.Refused.All);
/// </code>
/// </remarks>
public sealed class GoogleSimulator : SpeechServer
{
    private readonly GoogleKey _key = new();
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private int _tokensGiven;

    private GoogleSimulator(TimeProvider time) => _time = time;

    /// <summary>The base URL of both services.</summary>
    public Uri Address => new(Root);

    /// <summary>Where tokens are given.</summary>
    public Uri TokenUrl => new(Root + "/token");

    /// <summary>The service account's key file.</summary>
    public string Credentials => _key.File(TokenUrl.ToString());

    /// <summary>The one part of it that nobody may see.</summary>
    public string PrivateKey => _key.Pem;

    /// <summary>The one API key that is right.</summary>
    public string ApiKey { get; } = "AIzaSimulated" + Guid.NewGuid().ToString("N");

    /// <summary>How long tokens are good. Default an hour.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What goes wrong where tokens are given.</summary>
    public SpeechFault TokenFault { get; set; }

    /// <summary>How many tokens were given.</summary>
    public int TokensGiven => Volatile.Read(ref _tokensGiven);

    /// <summary>What it understands of a sound; empty for nothing. Default <c>שלום</c>.</summary>
    public Func<HeardSound, string> Hears { get; set; } = _ => "שלום";

    /// <summary>The texts that were spoken, in order.</summary>
    public ArrivedRequests<string> Spoken { get; } = new();

    /// <summary>The sounds that were heard, in order.</summary>
    public ArrivedRequests<HeardSound> Heard { get; } = new();

    private protected override string Beginning => "{\"audioContent\":\"";

    private protected override string AnswerType => "application/json; charset=UTF-8";

    /// <summary>Starts it on a free port.</summary>
    /// <param name="time">The clock of tokens; null for the real one.</param>
    public static async Task<GoogleSimulator> StartAsync(TimeProvider? time = null)
    {
        var simulator = new GoogleSimulator(time ?? TimeProvider.System);
        await simulator.ListenAsync();
        return simulator;
    }

    /// <summary>Takes all tokens back before their end.</summary>
    public void RevokeTokens() => _tokens.Clear();

    private protected override bool IsAside(HttpContext context) => context.Request.Path == "/token";

    private protected override JsonNode ErrorOf(int status, string code, string message) => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = message,
            ["status"] = status switch
            {
                401 => "UNAUTHENTICATED",
                403 => "PERMISSION_DENIED",
                404 => "NOT_FOUND",
                429 => "RESOURCE_EXHAUSTED",
                500 => "INTERNAL",
                503 => "UNAVAILABLE",
                _ => "INVALID_ARGUMENT",
            },
        },
    };

    private protected override async Task AnswerAsync(HttpContext context, byte[] body)
    {
        if (context.Request.Path == "/token")
        {
            await TokenAsync(context, body);
            return;
        }

        if (context.Request.Method != "POST") throw new SpeechRefusedException(404, "not_found", "Requested entity was not found.");
        Admit(context);
        switch (context.Request.Path.Value)
        {
            case "/v1/text:synthesize":
                var (text, sound) = GoogleSynthesis.Speak(GoogleJson.Parse(body));
                var answer = new JsonObject { ["audioContent"] = Convert.ToBase64String(sound) };
                var bytes = System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString());
                if (await BreakAsync(context, FaultOf(context), bytes.AsMemory(0, bytes.Length / 2))) return;
                Spoken.Add(text);
                await WriteAsync(context, answer);
                break;
            case "/v1/speech:recognize":
                var heard = GoogleRecognition.Read(GoogleJson.Parse(body));
                if (await BreakAsync(context, FaultOf(context), "{\"results\":["u8.ToArray())) return;
                Heard.Add(heard);
                await WriteAsync(context, GoogleRecognition.Answer(heard, Hears(heard)));
                break;
            default:
                throw new SpeechRefusedException(404, "not_found", "Requested entity was not found.");
        }
    }

    private void Admit(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue("X-Goog-Api-Key", out var key))
        {
            // Google says so with the status of a bad request.
            if (key != ApiKey) throw GoogleJson.Bad("API key not valid. Please pass a valid API key.");
            return;
        }

        const string Bearer = "Bearer ";
        var given = context.Request.Headers.Authorization.ToString();
        if (!given.StartsWith(Bearer, StringComparison.Ordinal))
            throw new SpeechRefusedException(403, "permission_denied", "Method doesn't allow unregistered callers.");
        if (!_tokens.TryGetValue(given[Bearer.Length..], out var ends) || ends <= _time.GetUtcNow())
            throw new SpeechRefusedException(401, "unauthenticated", "Request had invalid authentication credentials.");
    }

    private async Task TokenAsync(HttpContext context, byte[] body)
    {
        switch (TokenFault)
        {
            case SpeechFault.Holds:
                await HoldAsync(context);
                return;
            case SpeechFault.ServerError:
                context.Response.StatusCode = 500;
                return;
            case SpeechFault.WrongJson:
                await WriteAsync(context, new JsonObject { ["access_token"] = 7 });
                return;
        }

        var form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body));
        var problem = TokenFault == SpeechFault.WrongKey ? "Invalid JWT Signature."
            : form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" ? "The grant type is none."
            : _key.ProblemOf(form["assertion"].ToString(), TokenUrl.ToString(), _time.GetUtcNow());
        if (problem is not null)
        {
            Refused.Add(new SpeechRefusal("/token", 400, problem));
            context.Response.StatusCode = 400;
            await WriteAsync(context, new JsonObject { ["error"] = "invalid_grant", ["error_description"] = problem });
            return;
        }

        var token = $"ya29.simulated-{Interlocked.Increment(ref _tokensGiven)}-{Guid.NewGuid():N}";
        _tokens[token] = _time.GetUtcNow() + TokenLife;
        await WriteAsync(context, new JsonObject
        {
            ["access_token"] = token, ["expires_in"] = (int)TokenLife.TotalSeconds, ["token_type"] = "Bearer",
        });
    }
}
