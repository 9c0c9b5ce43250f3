namespace YemotAi.Telephony.Yemot.Management;

/// <summary>Why a recording was not fetched.</summary>
public enum YemotManagementFailure
{
    /// <summary>What the request named is no recording's path.</summary>
    BadPath,

    /// <summary>Yemot does not accept the token: it is wrong, or its session is expired.</summary>
    Forbidden,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>What came is no WAV file.</summary>
    NotASound,

    /// <summary>Yemot answered with an error of another kind.</summary>
    Refused,

    /// <summary>Yemot's server failed.</summary>
    Unavailable,

    /// <summary>Yemot's server could not be reached, or broke off.</summary>
    Unreachable,

    /// <summary>Yemot's server took too long.</summary>
    TimedOut,

    /// <summary>The recording is larger than allowed.</summary>
    TooLarge,
}
