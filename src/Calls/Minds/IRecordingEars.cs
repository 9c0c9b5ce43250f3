namespace YemotAi.Calls.Minds;

/// <summary>Turns a recording that lies on the telephone platform into words.</summary>
public interface IRecordingEars
{
    /// <summary>Fetches and transcribes; an empty string when nothing was said.</summary>
    /// <param name="call">The call in which it was recorded: a platform may name a file relative to the extension.</param>
    /// <param name="recording">Where it lies, as the platform named it. It came with a request, so it is not trusted.</param>
    /// <param name="language">The language, such as <c>he-IL</c>; empty for the line's own.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="Exception">
    /// The recording could not be fetched or transcribed. Whoever implements this has logged why, and has bounded how
    /// long it tries.
    /// </exception>
    Task<string> TranscribeAsync(CallFacts call, string recording, string language, CancellationToken cancellation);
}
