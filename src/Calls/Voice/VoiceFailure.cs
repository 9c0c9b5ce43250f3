namespace YemotAi.Calls.Voice;

/// <summary>Why a text could not be spoken.</summary>
public enum VoiceFailure
{
    /// <summary>The voice is not installed, or no key or account is set for it.</summary>
    NotConfigured,

    /// <summary>The account is refused: a wrong key, no permission, no money.</summary>
    Refused,

    /// <summary>Too many requests at this moment.</summary>
    Busy,

    /// <summary>Nothing came within the time limit.</summary>
    TooSlow,

    /// <summary>The vendor or program failed, or could not be reached.</summary>
    Unavailable,

    /// <summary>What came is no sound, or is more than allowed.</summary>
    BadAnswer,

    /// <summary>The text cannot be spoken by this voice: its language, its length, its form.</summary>
    BadText,
}
