namespace YemotAi.Phone;

/// <summary>What a person at the phone can do.</summary>
internal enum InteractiveVerb
{
    /// <summary>Say words.</summary>
    Say,

    /// <summary>Press keys.</summary>
    Keys,

    /// <summary>Stay silent.</summary>
    Silence,

    /// <summary>Make a recording.</summary>
    Record,

    /// <summary>Send the last request again.</summary>
    Again,

    /// <summary>Show the collected values.</summary>
    Values,

    /// <summary>Show the last request and answer.</summary>
    Raw,

    /// <summary>Hang up.</summary>
    HangUp,

    /// <summary>Lose the connection.</summary>
    Drop,

    /// <summary>Show what can be done.</summary>
    Help,
}
