using System.Net;
using System.Text.Json;

namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>An error as Twilio's REST API gives it: a status, and JSON with a code of its own.</summary>
internal static class TwilioError
{
    /// <summary>"Call is not in-progress": it cannot be updated any more.</summary>
    private const int NotInProgress = 21220;

    /// <summary>"Not found".</summary>
    private const int NotFound = 20404;

    /// <summary>The exception that an answer comes to.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">Its body, whatever that is.</param>
    /// <param name="isUpdateOfCall">Whether a call that is gone is one that is over.</param>
    /// <param name="retryAfter">How long it asks to wait.</param>
    public static TwilioException Of(HttpStatusCode status, ReadOnlyMemory<byte> body, bool isUpdateOfCall, TimeSpan? retryAfter)
    {
        var code = CodeOf(body);
        var failure = (status, code) switch
        {
            (_, NotInProgress) => TwilioFailure.AlreadyEnded,
            (HttpStatusCode.NotFound, _) or (_, NotFound) => isUpdateOfCall ? TwilioFailure.AlreadyEnded : TwilioFailure.Missing,
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => TwilioFailure.Forbidden,
            (HttpStatusCode.TooManyRequests, _) => TwilioFailure.TooMany,
            ( >= HttpStatusCode.InternalServerError, _) => TwilioFailure.Unavailable,
            _ => TwilioFailure.Refused,
        };
        var what = code is null ? $"status {(int)status}" : $"status {(int)status}, code {code}";
        return new TwilioException(failure, $"Twilio's REST API answered with {what}.")
        {
            Code = code,
            Status = (int)status,
            RetryAfter = retryAfter,
            WasNotDone = failure == TwilioFailure.TooMany,
        };
    }

    private static int? CodeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
