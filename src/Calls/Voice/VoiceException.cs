namespace YemotAi.Calls.Voice;

/// <summary>A text could not be spoken.</summary>
/// <param name="failure">What kind of failure.</param>
/// <param name="message">What happened, without secrets and without the text.</param>
/// <param name="inner">What lies under it.</param>
public sealed class VoiceException(VoiceFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public VoiceFailure Failure { get; } = failure;
}
