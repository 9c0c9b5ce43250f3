namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>
/// A REST request came to nothing. The message holds neither the secret nor any text of the server's, which might repeat it.
/// </summary>
/// <param name="failure">Why.</param>
/// <param name="message">What happened, for the log.</param>
public sealed class TwilioException(TwilioFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public TwilioFailure Failure { get; } = failure;

    /// <summary>Twilio's own code, such as 21220; null when it gave none.</summary>
    public int? Code { get; init; }

    /// <summary>The status of the answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>How long Twilio asks to wait; null when it does not.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Twilio has surely not done what was asked: it was never sent, or refused for being too many.</summary>
    internal bool WasNotDone { get; init; }

    /// <summary>It may be otherwise a moment later.</summary>
    internal bool MayPass =>
        WasNotDone || Failure is TwilioFailure.Unavailable or TwilioFailure.Unreachable or TwilioFailure.TimedOut or TwilioFailure.TooMany;
}
