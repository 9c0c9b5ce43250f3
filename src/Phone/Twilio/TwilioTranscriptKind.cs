namespace YemotAi.Phone.Twilio;

/// <summary>What a line of a transcript is.</summary>
public enum TwilioTranscriptKind
{
    /// <summary>What the caller did.</summary>
    Caller,

    /// <summary>What the caller heard.</summary>
    Line,

    /// <summary>What Twilio did.</summary>
    System,

    /// <summary>A warning of Twilio's debugger.</summary>
    Warning,

    /// <summary>An error of Twilio's debugger.</summary>
    Error,

    /// <summary>A request or a message as it went over the wire.</summary>
    Wire,
}
