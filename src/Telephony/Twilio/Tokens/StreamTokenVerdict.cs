namespace YemotAi.Telephony.Twilio.Tokens;

/// <summary>What a stream's token turned out to be.</summary>
public enum StreamTokenVerdict
{
    /// <summary>Ours, for this call, in time.</summary>
    Right,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>No token of ours, or one that was changed.</summary>
    Forged,

    /// <summary>Ours, and too old.</summary>
    Expired,

    /// <summary>Ours, and of another call.</summary>
    OtherCall,
}
