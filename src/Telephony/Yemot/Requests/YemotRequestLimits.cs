namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>
/// How large a request may be. A request beyond one of these is refused as a whole: nothing of it is cut, because a
/// shortened call id or value would be another one.
/// </summary>
public sealed record YemotRequestLimits
{
    /// <summary>
    /// Bytes of query and body together. Default 1,048,576: Yemot sends every value of the stay again each time, and
    /// a Hebrew letter takes six bytes, so a hundred long spoken answers come to about a tenth of it.
    /// </summary>
    public int MaxTotalBytes { get; init; } = 1024 * 1024;

    /// <summary>Parameters, repeated ones counted each time. Default 1,000.</summary>
    public int MaxParameters { get; init; } = 1_000;

    /// <summary>Characters of a parameter's name, decoded. Default 100.</summary>
    public int MaxNameLength { get; init; } = 100;

    /// <summary>Characters of a collected value, decoded. Default 8,192: some eight minutes of speech.</summary>
    public int MaxValueLength { get; init; } = 8_192;

    /// <summary>Characters of the call id, decoded. Default 200: known ids have 36 to 40.</summary>
    public int MaxCallIdLength { get; init; } = 200;

    /// <summary>Characters of each other field that Yemot itself fills, decoded. Default 500.</summary>
    public int MaxFieldLength { get; init; } = 500;
}
