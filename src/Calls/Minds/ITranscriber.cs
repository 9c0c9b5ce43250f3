using YemotAi.Calls.Voice;

namespace YemotAi.Calls.Minds;

/// <summary>Turns recorded speech into words.</summary>
public interface ITranscriber
{
    /// <summary>Transcribes; an empty string when nothing was said.</summary>
    /// <param name="wave">A whole WAV file.</param>
    /// <param name="language">The language, such as <c>he-IL</c> or <c>he</c>; empty for Hebrew.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="Exception">It could not be transcribed; the message holds no secret and no words of a caller.</exception>
    Task<string> TranscribeAsync(ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation);

    /// <summary>Whether it could hear now, as far as that is known without hearing: an account is set.</summary>
    ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(VoiceHealth.Ready);
}
