namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What a stream that wants to begin is told. One of the two is null.</summary>
/// <param name="Call">Key of the call whose sound it is.</param>
/// <param name="Refusal">Why it may not begin, for the log; it must not hold what the sender wrote.</param>
public readonly record struct MediaAdmission(string? Call, string? Refusal)
{
    /// <summary>The stream is a call's.</summary>
    public static MediaAdmission To(string call) => new(call, null);

    /// <summary>The stream may not begin.</summary>
    public static MediaAdmission Refused(string why) => new(null, why);
}
