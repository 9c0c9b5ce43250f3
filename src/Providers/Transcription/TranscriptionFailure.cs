namespace YemotAi.Providers.Transcription;

/// <summary>Why a recording was not transcribed.</summary>
public enum TranscriptionFailure
{
    /// <summary>The server wants another key.</summary>
    Unauthorized,

    /// <summary>The server refuses the request: an unknown model or address, a recording it cannot read.</summary>
    Refused,

    /// <summary>The recording is larger than the server takes.</summary>
    TooLarge,

    /// <summary>The server takes no more requests at the moment, or the account is used up.</summary>
    RateLimited,

    /// <summary>The server failed.</summary>
    Unavailable,

    /// <summary>The server could not be reached, or broke off.</summary>
    Unreachable,

    /// <summary>The server took too long.</summary>
    TimedOut,

    /// <summary>The answer is none, or too large.</summary>
    BadAnswer,
}
