namespace YemotAi.Telephony.Twilio.Signatures;

/// <summary>What is known of who sent a request.</summary>
public enum TwilioTrust
{
    /// <summary>Nobody has looked, or nothing could be made of it: too large, no form, broken off.</summary>
    Unreadable,

    /// <summary>Twilio signed it.</summary>
    ByTwilio,

    /// <summary>There is no auth token to check by, and it comes from this machine.</summary>
    Local,

    /// <summary>It has no signature.</summary>
    NotSigned,

    /// <summary>It has a wrong one.</summary>
    Wrong,

    /// <summary>There is no auth token to check by, and it comes from elsewhere.</summary>
    Refused,
}
