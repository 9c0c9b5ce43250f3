namespace YemotAi.Providers.Transcription;

/// <summary>
/// A recording was not transcribed. The message holds no key and no text of the server's, only its codes.
/// </summary>
/// <param name="failure">Why.</param>
/// <param name="message">What happened, for the log.</param>
public sealed class TranscriptionException(TranscriptionFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public TranscriptionFailure Failure { get; } = failure;

    /// <summary>The same request may succeed a moment later.</summary>
    internal bool MayPass { get; init; }

    /// <summary>How long the server wants to be left alone; null when it did not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
