namespace YemotAi.Simulators.Twilio;

/// <summary>How <see cref="TwilioSimulator"/> answers.</summary>
public enum TwilioBehaviour
{
    /// <summary>As it should.</summary>
    Normal,

    /// <summary>Status 429, code 20429.</summary>
    TooMany,

    /// <summary>Status 500 with an error as JSON.</summary>
    ServerError,

    /// <summary>Status 503 with a page of HTML.</summary>
    Overloaded,

    /// <summary>Status 400 with a message that repeats the secret, as careless servers do.</summary>
    ErrorThatRepeatsTheSecret,

    /// <summary>Sends the client to another address.</summary>
    Redirects,

    /// <summary>Does not answer until the client has gone.</summary>
    Holds,

    /// <summary>Breaks the connection in the middle of the answer.</summary>
    BreaksOff,

    /// <summary>Status 200 with something that is no JSON.</summary>
    Garbage,

    /// <summary>An answer that goes on for 64 MB and does not say so before.</summary>
    Endless,
}
