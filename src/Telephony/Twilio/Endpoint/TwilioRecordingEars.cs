using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using YemotAi.Calls;
using YemotAi.Calls.Minds;
using YemotAi.Telephony.Twilio.Rest;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>Turns a recording that lies at Twilio into words.</summary>
/// <param name="client">Fetches it, with the account's credentials, and again while it is not there yet.</param>
/// <param name="ear">Transcribes it.</param>
/// <param name="log">Hears of failures.</param>
public sealed partial class TwilioRecordingEars(TwilioClient client, ITranscriber ear, ILogger<TwilioRecordingEars> log) : IRecordingEars
{
    /// <summary>Less than a handler may work: a message whose words cannot be had is kept without them.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public async Task<string> TranscribeAsync(CallFacts call, string recording, string language, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recording);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        try
        {
            // Only the id is taken from what came: the address may be anybody's.
            if (RecordingId().Match(recording) is not { Success: true } id) throw new ArgumentException("That names no recording.", nameof(recording));
            var wave = await client.FetchRecordingAsync(id.Value, limited.Token);
            var words = await ear.TranscribeAsync(wave, language, limited.Token);
            LogTranscribed(log, words.Length);
            return words;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(log, error);
            throw;
        }
    }

    [GeneratedRegex("RE[0-9a-fA-F]{32}")]
    private static partial Regex RecordingId();

    [LoggerMessage(301, LogLevel.Information, "A recording was transcribed: {Characters} characters.")]
    private static partial void LogTranscribed(ILogger log, int characters);

    [LoggerMessage(302, LogLevel.Error, "A recording could not be transcribed; the message is kept without its words.")]
    private static partial void LogFailed(ILogger log, Exception error);
}
