using Microsoft.Extensions.Logging;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Telephony.Twilio.Tokens;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>The calls, as media sockets see them.</summary>
/// <param name="calls">Where calls are.</param>
/// <param name="tokens">Checks what a stream shows.</param>
/// <param name="log">Hears of streams that are refused.</param>
public sealed partial class TwilioCalls(
    IActorDirectory<CallEvent, CallOutcome> calls, StreamToken tokens, ILogger<TwilioCalls> log) : IMediaCalls
{
    /// <summary>The part of a call's key before the colon.</summary>
    public const string WireName = "twilio";

    /// <summary>The key of a call.</summary>
    public static string KeyOf(string callSid) => $"{WireName}:{callSid}";

    /// <inheritdoc/>
    public async ValueTask<MediaAdmission> OpenAsync(StreamStart start, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        var verdict = tokens.Check(start.Parameters.GetValueOrDefault(StreamToken.ParameterName), start.CallSid, out var facts);
        if (verdict != StreamTokenVerdict.Right)
        {
            LogRefused(log, verdict);
            return MediaAdmission.Refused($"its token: {verdict}");
        }

        var key = KeyOf(start.CallSid);
        await AskAsync(key, new LineOpened(FactsOf(facts!), start.StreamSid), cancellation);
        return MediaAdmission.To(key);
    }

    /// <inheritdoc/>
    public async ValueTask PressedAsync(string call, string streamSid, char digit, long sequence, CancellationToken cancellation) =>
        await AskAsync(call, new LineKeyed(streamSid, sequence, digit), cancellation);

    /// <inheritdoc/>
    public async ValueTask EndedAsync(string call, string streamSid, MediaEnd why, CancellationToken cancellation) =>
        await AskAsync(call, new LineClosed(streamSid, why is not (MediaEnd.Stopped or MediaEnd.Finished or MediaEnd.Replaced)), cancellation);

    /// <summary>What is known of a call.</summary>
    internal static CallFacts FactsOf(StreamFacts facts) => new()
    {
        Key = KeyOf(facts.CallSid),
        Caller = TwilioNumbers.National(facts.From),
        Line = TwilioNumbers.National(facts.To),
        Dialled = TwilioNumbers.National(facts.To),
    };

    /// <summary>Asks a call; once more when its place in memory turned out not to be the newest.</summary>
    internal async Task<CallOutcome> AskAsync(string key, CallEvent input, CancellationToken cancellation)
    {
        try
        {
            return await calls.AskAsync(key, input, CancellationToken.None).WaitAsync(cancellation);
        }
        catch (StaleStateException)
        {
            return await calls.AskAsync(key, input, CancellationToken.None).WaitAsync(cancellation);
        }
    }

    [LoggerMessage(300, LogLevel.Warning, "A media stream was refused: its token is {Verdict}.")]
    private static partial void LogRefused(ILogger log, StreamTokenVerdict verdict);
}
