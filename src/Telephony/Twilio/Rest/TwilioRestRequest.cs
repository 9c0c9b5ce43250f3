namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>One request to the REST API.</summary>
/// <param name="Url">Where.</param>
/// <param name="Form">What is posted; null is GET.</param>
internal sealed record TwilioRestRequest(Uri Url, IReadOnlyList<KeyValuePair<string, string>>? Form = null)
{
    private const int UsualBytes = 256 * 1024;

    /// <summary>Doing it twice is doing it once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>A call that is not there is one that is over.</summary>
    public bool IsUpdateOfCall { get; init; }

    /// <summary>What is missing may come within this time.</summary>
    public TimeSpan? MayComeWithin { get; init; }

    /// <summary>The largest answer.</summary>
    public int MostBytes { get; init; } = UsualBytes;

    /// <summary>How long one try may take; null is what the settings say.</summary>
    public TimeSpan? Limit { get; init; }
}
