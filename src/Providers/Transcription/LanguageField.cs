namespace YemotAi.Providers.Transcription;

/// <summary>How a server is told the language of a recording.</summary>
public enum LanguageField
{
    /// <summary>As the model wants it: <see cref="List"/> for <c>gpt-transcribe</c>, else <see cref="Single"/>.</summary>
    Auto,

    /// <summary><c>language</c>: two letters, as Whisper and the servers that copy it have it.</summary>
    Single,

    /// <summary><c>languages[]</c>, and <c>keywords[]</c> for keywords, as <c>gpt-transcribe</c> has it.</summary>
    List,

    /// <summary>Not at all: the server finds out.</summary>
    None,
}
