namespace YemotAi.Providers.Transcription;

/// <summary>How a server is told the language of a recording.</summary>
public enum LanguageField
{
    /// <summary>As the model wants it: <see cref="Languages"/> for <c>gpt-transcribe</c>, else <see cref="Language"/>.</summary>
    Auto,

    /// <summary><c>language</c>: two letters, as Whisper and the servers that copy it have it.</summary>
    Language,

    /// <summary><c>languages[]</c>, and <c>keywords[]</c> for keywords, as <c>gpt-transcribe</c> has it.</summary>
    Languages,

    /// <summary>Not at all: the server finds out.</summary>
    None,
}
