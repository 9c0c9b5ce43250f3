namespace YemotAi.Calls.Minds;

/// <summary>A mind gave no answer.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">For the log: no secret, and no words of the caller.</param>
/// <param name="inner">What it came from, or null.</param>
public sealed class MindException(MindFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public MindFailure Failure { get; } = failure;

    /// <summary>After how long the vendor wants to be asked again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was used up all the same.</summary>
    public MindUsage Usage { get; init; }
}
