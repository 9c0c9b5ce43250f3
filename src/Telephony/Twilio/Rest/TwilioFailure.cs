namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>Why a REST request came to nothing.</summary>
public enum TwilioFailure
{
    /// <summary>The call is over already: 21220, or 20404 for a call that was there.</summary>
    AlreadyEnded,

    /// <summary>There is no such thing.</summary>
    Missing,

    /// <summary>The account or its secret is wrong, or may not do this.</summary>
    Forbidden,

    /// <summary>Too many requests.</summary>
    TooMany,

    /// <summary>Twilio refused it.</summary>
    Refused,

    /// <summary>Twilio's server failed.</summary>
    Unavailable,

    /// <summary>Twilio could not be reached, or broke off.</summary>
    Unreachable,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>The answer is larger than allowed.</summary>
    TooLarge,

    /// <summary>The answer is not what it should be.</summary>
    NotUnderstood,

    /// <summary>The settings have no account.</summary>
    NotConfigured,
}
