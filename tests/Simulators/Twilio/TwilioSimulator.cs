using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Simulators.Twilio;

/// <summary>
/// Twilio's REST API on this machine, for tests: calls, recordings and messages of one account, as strict as the real one
/// with the secret, the form's fields and the states of a call, and with its ways to fail.
/// </summary>
public sealed class TwilioSimulator : IAsyncDisposable
{
    private const long EndlessBytes = 64 * 1024 * 1024;
    private const int LongestTwiML = 4_000, LongestMessage = 1_600;

    private readonly ConcurrentDictionary<string, SimulatedCall> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KeptRecording> _recordings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _right;
    private LocalServer _server = null!;
    private int _left = int.MaxValue;

    private TwilioSimulator(string account, IEnumerable<(string User, string Secret)> secrets)
    {
        Account = account;
        _right = [.. secrets.Select(one => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{one.User}:{one.Secret}")))];
    }

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>What <c>https://api.twilio.com</c> is otherwise.</summary>
    public Uri Address => new(_server.Address);

    /// <summary>How it answers; set by <see cref="Behave"/>.</summary>
    public TwilioBehaviour Behaviour { get; private set; }

    /// <summary>What <c>Retry-After</c> says with status 429, in seconds; null leaves it out.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>Is called when a live call is updated, before the answer; a phone can carry it out.</summary>
    public Func<SimulatedCall, Task>? OnUpdate { get; set; }

    /// <summary>What was asked.</summary>
    public ArrivedRequests<TwilioRestRequest> Requests { get; } = new();

    /// <summary>The messages that were sent.</summary>
    public ArrivedRequests<IReadOnlyDictionary<string, string>> Messages { get; } = new();

    /// <summary>Starts it on a free port.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="authToken">Its auth token.</param>
    /// <param name="keys">API keys and their secrets.</param>
    public static async Task<TwilioSimulator> StartAsync(string account, string authToken, params (string Key, string Secret)[] keys)
    {
        var simulator = new TwilioSimulator(account, keys.Append((account, authToken)));
        simulator._server = await LocalServer.StartAsync(simulator.HandleAsync);
        return simulator;
    }

    /// <summary>Makes a call known.</summary>
    public SimulatedCall Know(SimulatedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _calls[call.Sid] = call;
    }

    /// <summary>Puts a recording into the account.</summary>
    /// <param name="sid">Its id, <c>RE</c> and 32 hexadecimal digits.</param>
    /// <param name="wave">Its sound.</param>
    /// <param name="missingFor">How many requests find nothing before it is there.</param>
    public void Keep(string sid, byte[] wave, int missingFor = 0) => _recordings[sid] = new KeptRecording(wave, missingFor);

    /// <summary>Changes how it answers.</summary>
    /// <param name="behaviour">How.</param>
    /// <param name="times">For how many requests; then it is normal again.</param>
    public void Behave(TwilioBehaviour behaviour, int times = int.MaxValue)
    {
        Behaviour = behaviour;
        Volatile.Write(ref _left, times);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        if (context.Request.HasFormContentType)
        {
            foreach (var (name, value) in await context.Request.ReadFormAsync()) form[name] = value.ToString();
        }

        var request = new TwilioRestRequest(context.Request.Method, context.Request.Path.Value ?? "", form, context.Request.Headers.Authorization.ToString());
        Requests.Add(request);
        if (Interlocked.Decrement(ref _left) >= 0 && Behaviour != TwilioBehaviour.Normal) await MisbehaveAsync(context, request);
        else await AnswerAsync(context, request);
    }

    private async Task MisbehaveAsync(HttpContext context, TwilioRestRequest request)
    {
        switch (Behaviour)
        {
            case TwilioBehaviour.TooMany:
                if (RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await ErrorAsync(context, 429, 20429, "Too Many Requests");
                break;
            case TwilioBehaviour.ServerError:
                await ErrorAsync(context, 500, 20500, "Internal Server Error");
                break;
            case TwilioBehaviour.ErrorThatRepeatsTheSecret:
                await ErrorAsync(context, 400, 20001, $"Cannot do it for {request.Authorization} {Encoding.UTF8.GetString(Convert.FromBase64String(request.Authorization[6..]))}");
                break;
            case TwilioBehaviour.Redirects:
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = "/elsewhere";
                break;
            case TwilioBehaviour.Holds:
                await _server.HoldAsync(context);
                break;
            case TwilioBehaviour.BreaksOff:
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{\"sid\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case TwilioBehaviour.Garbage:
                await context.Response.WriteAsync("{{{ not json");
                break;
            case TwilioBehaviour.Endless:
                await LocalServer.WriteManyAsync(context, "RIFF", EndlessBytes);
                break;
            default:
                context.Response.StatusCode = 503;
                await context.Response.WriteAsync("<html><body>overloaded</body></html>");
                break;
        }
    }

    private Task AnswerAsync(HttpContext context, TwilioRestRequest request)
    {
        if (!_right.Any(right => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(request.Authorization))))
            return ErrorAsync(context, 401, 20003, "Authenticate");
        if (request.Path.Split('/') is not ["", "2010-04-01", "Accounts", var account, .. var rest] || account != Account) return NotFoundAsync(context);
        return (request.Verb, rest) switch
        {
            ("GET", ["Calls", var file]) when CallOf(file) is { } call => CallAsync(context, call),
            ("POST", ["Calls", var file]) when CallOf(file) is { } call => UpdateAsync(context, call, request.Form),
            ("GET", ["Recordings", var file]) => RecordingAsync(context, file),
            ("POST", ["Messages.json"]) => MessageAsync(context, request.Form),
            _ => NotFoundAsync(context),
        };
    }

    private SimulatedCall? CallOf(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal) ? _calls.GetValueOrDefault(file[..^5]) : null;

    private async Task UpdateAsync(HttpContext context, SimulatedCall call, IReadOnlyDictionary<string, string> form)
    {
        if (form.Keys.FirstOrDefault(field => field is not ("Twiml" or "Url" or "Method" or "Status" or "FallbackUrl" or "StatusCallback")) is { } unknown)
        {
            await ErrorAsync(context, 400, 20001, $"Unknown field {unknown}");
            return;
        }

        var status = form.GetValueOrDefault("Status");
        if (call.Status is not ("queued" or "ringing" or "in-progress"))
        {
            await ErrorAsync(context, 400, 21220, "Call is not in-progress. Cannot redirect.");
            return;
        }

        var wrong = form switch
        {
            _ when form.Count == 0 => "Nothing to update",
            _ when form.ContainsKey("Twiml") && form.ContainsKey("Url") => "Twiml and Url exclude each other",
            _ when status is not (null or "completed" or "canceled") => "Status is completed or canceled",
            _ when status == "canceled" && call.Status == "in-progress" => "Call cannot be canceled",
            _ when form.GetValueOrDefault("Twiml") is { } twiml && (twiml.Length > LongestTwiML || TwiMLReader.Read(twiml).IsRejected) => "Twiml is not valid",
            _ when form.GetValueOrDefault("Url") is { } url && !Uri.IsWellFormedUriString(url, UriKind.Absolute) => "Url is not valid",
            _ => null,
        };
        if (wrong is not null)
        {
            await ErrorAsync(context, 400, 21218, wrong);
            return;
        }

        call.LastUpdate = form;
        if (status is not null) call.Status = status;
        if (OnUpdate is { } carryOut) await carryOut(call);
        await CallAsync(context, call);
    }

    private Task RecordingAsync(HttpContext context, string file)
    {
        var sid = file.EndsWith(".wav", StringComparison.Ordinal) ? file[..^4] : file;
        if (!_recordings.TryGetValue(sid, out var recording) || recording.IsStillMissing()) return NotFoundAsync(context);
        context.Response.ContentType = "audio/x-wav";
        return context.Response.Body.WriteAsync(recording.Wave).AsTask();
    }

    private async Task MessageAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        var (from, to, body) = (form.GetValueOrDefault("From", ""), form.GetValueOrDefault("To", ""), form.GetValueOrDefault("Body", ""));
        if (from.Length == 0) await ErrorAsync(context, 400, 21603, "A 'From' phone number is required.");
        else if (to.Length == 0) await ErrorAsync(context, 400, 21604, "A 'To' phone number is required.");
        else if (body.Length == 0) await ErrorAsync(context, 400, 21602, "Message body is required.");
        else if (body.Length > LongestMessage) await ErrorAsync(context, 400, 21617, "The message body exceeds the 1600 character limit.");
        else
        {
            Messages.Add(form);
            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(new { sid = "SM" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), status = "queued", from, to, body });
        }
    }

    private Task CallAsync(HttpContext context, SimulatedCall call) => context.Response.WriteAsJsonAsync(
        new { sid = call.Sid, account_sid = Account, status = call.Status, from = call.From, to = call.To, direction = "inbound" });

    private static Task NotFoundAsync(HttpContext context) =>
        ErrorAsync(context, 404, 20404, $"The requested resource {context.Request.Path} was not found");

    private static Task ErrorAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { code, message, more_info = string.Create(CultureInfo.InvariantCulture, $"https://www.twilio.com/docs/errors/{code}"), status });
    }

    private sealed class KeptRecording(byte[] wave, int missingFor)
    {
        private int _asked;

        public ReadOnlyMemory<byte> Wave => wave;

        public bool IsStillMissing() => Interlocked.Increment(ref _asked) <= missingFor;
    }
}
