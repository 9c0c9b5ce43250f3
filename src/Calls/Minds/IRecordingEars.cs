namespace YemotAi.Calls.Minds;

/// <summary>Turns a recording that lies on the telephone platform into words.</summary>
public interface IRecordingEars
{
    /// <summary>Fetches and transcribes; an empty string when nothing was said.</summary>
    /// <param name="recording">Where it lies, as the platform named it.</param>
    /// <param name="language">The language, such as <c>he-IL</c>; empty for Hebrew.</param>
    /// <param name="cancellation">Ends the work.</param>
    Task<string> TranscribeAsync(string recording, string language, CancellationToken cancellation);
}
