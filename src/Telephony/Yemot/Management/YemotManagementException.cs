namespace YemotAi.Telephony.Yemot.Management;

/// <summary>
/// A recording was not fetched. The message holds neither the token nor any text of the server's, which might repeat it.
/// </summary>
/// <param name="failure">Why.</param>
/// <param name="message">What happened, for the log.</param>
public sealed class YemotManagementException(YemotManagementFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public YemotManagementFailure Failure { get; } = failure;

    /// <summary>
    /// Whether it may be otherwise a moment later: a recording that was just made is at first missing or half written,
    /// and how Yemot says so is not documented.
    /// </summary>
    internal bool MayPass { get; init; }
}
