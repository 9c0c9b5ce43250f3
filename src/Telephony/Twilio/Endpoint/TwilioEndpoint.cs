using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using YemotAi.Calls;
using YemotAi.Calls.Voice;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Telephony.Twilio.Signatures;
using YemotAi.Telephony.Twilio.Tokens;
using YemotAi.Telephony.Twilio.TwiML;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>
/// Takes Twilio's webhooks and sends each to its call. Whatever happens, the answer is one that Twilio can obey: status
/// 200 or 204, and 403 for what Twilio did not sign.
/// </summary>
public sealed partial class TwilioEndpoint
{
    /// <summary>The address that a number's voice webhook is set to, after the public one of the program.</summary>
    public const string VoiceWebhook = TwilioAddresses.IncomingCall;

    private const int LongestId = 64;

    private readonly TwilioOptions _options;
    private readonly TwilioLineOptions _line;
    private readonly TwilioRequestCheck _check;
    private readonly TwilioCalls _calls;
    private readonly TwilioAnswers _answers;
    private readonly RepeatedWebhooks _repeated;
    private readonly TimeProvider _time;
    private readonly ILogger<TwilioEndpoint> _log;

    /// <summary>Makes the endpoint.</summary>
    /// <param name="options">The account, and our public address.</param>
    /// <param name="line">How calls are taken.</param>
    /// <param name="calls">Where calls are.</param>
    /// <param name="tokens">Makes the tokens of streams.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it logs to.</param>
    public TwilioEndpoint(
        TwilioOptions options, TwilioLineOptions line, TwilioCalls calls, StreamToken tokens, TimeProvider time, ILogger<TwilioEndpoint> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(line);
        _options = options;
        _line = line;
        _check = new TwilioRequestCheck(options);
        _calls = calls;
        _answers = new TwilioAnswers(line, tokens);
        _repeated = new RepeatedWebhooks(time);
        _time = time;
        _log = log;
    }

    /// <summary>Adds the addresses.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        Map(endpoints, TwilioAddresses.IncomingCall, IncomingCallAsync);
        Map(endpoints, TwilioAddresses.StreamEnded, StreamEndedAsync);
        Map(endpoints, TwilioAddresses.HandleRecording, HandleRecordingAsync);
        Map(endpoints, TwilioAddresses.StreamStatus, StreamStatusAsync);
        Map(endpoints, TwilioAddresses.CallStatus, CallStatusAsync);
        // A socket without a signature may show its token in its first message; one with a wrong signature may not.
        endpoints.MapTwilioMedia(context => _check.CheckSocket(context) is TwilioTrust.ByTwilio or TwilioTrust.Local or TwilioTrust.NotSigned);
    }

    private void Map(IEndpointRouteBuilder endpoints, string path, Func<Webhook, Task<string>> answer)
    {
        string[] methods = ["GET", "POST"];
        endpoints.MapMethods(path, methods, (RequestDelegate)(context => AnswerAsync(context, path, answer)));
    }

    private async Task AnswerAsync(HttpContext context, string path, Func<Webhook, Task<string>> answer)
    {
        var request = await _check.ReadAsync(context);
        if (!request.IsTrusted)
        {
            LogRefused(_log, path, request.Trust);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Not signed by the account that this program serves.", context.RequestAborted);
            return;
        }

        var webhook = new Webhook(request, TwilioAddresses.Of(_options, context.Request), path);
        string body;
        try
        {
            body = await _repeated.AnswerAsync(context.Request.Headers[RepeatedWebhooks.Header].ToString(), () => answer(webhook));
        }
        catch (Exception error)
        {
            LogFailed(_log, error, path);
            body = _answers.LeaveMessage(webhook.To).ToString();
        }

        if (body.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        context.Response.ContentType = VoiceResponse.ContentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private Task<string> IncomingCallAsync(Webhook webhook)
    {
        LogIncoming(_log, MaskedNumber.Of(webhook.Facts.From));
        return StepAsync(webhook, new LineRang(TwilioCalls.FactsOf(webhook.Facts)) { GreetingFirst = _line.PlayGreeting }, greets: true);
    }

    private async Task<string> StreamEndedAsync(Webhook webhook)
    {
        // The stream ended because the caller hung up: nobody waits for what is next, whether or not the number's status is told.
        if (webhook.IsOver) await HangUpAsync(webhook);
        return await StepAsync(webhook, new LineLeft());
    }

    private Task<string> HandleRecordingAsync(Webhook webhook)
    {
        var seconds = double.TryParse(webhook.Request["RecordingDuration"], NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var recording = webhook.Request["RecordingSid"];
        if (recording.Length == 0) recording = webhook.Request["RecordingUrl"];
        if (recording.Length == 0) seconds = 0;
        return StepAsync(webhook, new LineRecorded(recording, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Record.MostSeconds))));
    }

    private Task<string> StreamStatusAsync(Webhook webhook)
    {
        LogStream(_log, Known(webhook.Request["StreamEvent"]), Known(webhook.Request["StreamError"]));
        return Task.FromResult("");
    }

    private async Task<string> CallStatusAsync(Webhook webhook)
    {
        LogStatus(_log, Known(webhook.Request["CallStatus"]));
        if (webhook.IsOver) await HangUpAsync(webhook);
        return "";
    }

    private async Task HangUpAsync(Webhook webhook)
    {
        if (!webhook.HasCall) return;
        try
        {
            using var limit = new CancellationTokenSource(_line.AnswerLimit, _time);
            await _calls.AskAsync(TwilioCalls.KeyOf(webhook.Facts.CallSid), new CallHungUp { Values = new Dictionary<string, string>() }, limit.Token);
        }
        catch (Exception error)
        {
            // The idle limit ends the call.
            LogFailed(_log, error, webhook.Path);
        }
    }

    /// <summary>Asks the call what is next. One that cannot be reached is asked again a moment later, and not for ever.</summary>
    private async Task<string> StepAsync(Webhook webhook, CallEvent input, bool greets = false)
    {
        if (!webhook.HasCall) return new VoiceResponse(new Hangup()).ToString();
        try
        {
            using var limit = new CancellationTokenSource(_line.AnswerLimit, _time);
            var outcome = await _calls.AskAsync(TwilioCalls.KeyOf(webhook.Facts.CallSid), input, limit.Token);
            return _answers.Of(LineStep.Read(outcome), webhook.Facts, webhook.To, greets).ToString();
        }
        catch (Exception error)
        {
            LogFailed(_log, error, webhook.Path);
            var answer = webhook.Tried < _line.MaxTries
                ? _answers.ComeBack(webhook.To, webhook.Again)
                : _answers.LeaveMessage(webhook.To);
            return answer.ToString();
        }
    }

    /// <summary>Only what can be one of Twilio's words reaches the log.</summary>
    private static string Known(string value) =>
        value.Length is > 0 and <= LongestId && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ' ') ? value : "";

    [LoggerMessage(310, LogLevel.Warning, "A request to {Path} was refused: {Trust}.")]
    private static partial void LogRefused(ILogger log, string path, TwilioTrust trust);

    [LoggerMessage(311, LogLevel.Error, "A webhook could not be answered by its call ({Path}); the caller gets a way out.")]
    private static partial void LogFailed(ILogger log, Exception error, string path);

    [LoggerMessage(312, LogLevel.Information, "A call from {Caller} came in by Twilio.")]
    private static partial void LogIncoming(ILogger log, string caller);

    [LoggerMessage(313, LogLevel.Information, "Twilio says of a stream: {Event} {Error}")]
    private static partial void LogStream(ILogger log, string @event, string error);

    [LoggerMessage(314, LogLevel.Information, "Twilio says of a call: {Status}")]
    private static partial void LogStatus(ILogger log, string status);

    /// <summary>One webhook, checked.</summary>
    private sealed record Webhook(TwilioRequest Request, TwilioAddresses To, string Path)
    {
        private static readonly string[] Carried = ["RecordingSid", "RecordingDuration"];

        /// <summary>The call is over, in one way or another.</summary>
        public bool IsOver => Request["CallStatus"] is "completed" or "busy" or "no-answer" or "canceled" or "failed";

        /// <summary>Where the same is asked again: what Twilio tells only once is told again with it.</summary>
        public string Again => $"{Path}?tried={Tried + 1}" + string.Concat(Carried.Where(name => Request[name].Length > 0)
            .Select(name => $"&{name}={Uri.EscapeDataString(Request[name])}"));

        public StreamFacts Facts { get; } = new(Request["CallSid"], Request["From"], Request["To"]);

        /// <summary>An id is opaque, and still no longer than one.</summary>
        public bool HasCall => Facts.CallSid.Length is > 0 and <= LongestId && Facts.CallSid.All(char.IsAsciiLetterOrDigit);

        /// <summary>How often the same was asked before in vain.</summary>
        public int Tried => int.TryParse(Request["tried"], NumberStyles.None, CultureInfo.InvariantCulture, out var tried) ? tried : 0;
    }
}
