namespace YemotAi.Phone;

/// <summary>With what the phone's program ends.</summary>
public enum PhoneExitCode
{
    /// <summary>Everything expected was fulfilled.</summary>
    Fulfilled = 0,

    /// <summary>Something expected did not happen.</summary>
    ExpectationFailed = 1,

    /// <summary>The line broke a rule of the protocol, so that a real caller would have heard M1607.</summary>
    RuleBroken = 2,

    /// <summary>The line could not be reached or did not answer in time.</summary>
    NoAnswer = 3,

    /// <summary>Wrong options, or a script that cannot be read.</summary>
    Usage = 64,

    /// <summary>Ctrl+C; the caller has hung up.</summary>
    Interrupted = 130,
}
