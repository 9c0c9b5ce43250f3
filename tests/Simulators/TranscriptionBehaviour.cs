namespace YemotAi.Simulators;

/// <summary>How <see cref="TranscriptionSimulator"/> answers.</summary>
public enum TranscriptionBehaviour
{
    /// <summary>As it should.</summary>
    Normal,

    /// <summary>Status 429, with <c>Retry-After</c> where it is set.</summary>
    TooManyRequests,

    /// <summary>Status 429 because the account is used up.</summary>
    UsedUp,

    /// <summary>Status 500 with an error as JSON.</summary>
    ServerError,

    /// <summary>Status 503 with a page of HTML.</summary>
    Overloaded,

    /// <summary>Status 401 with a message that repeats the key, as careless servers do.</summary>
    ErrorThatRepeatsTheKey,

    /// <summary>Sends the client to another address, with the same request.</summary>
    Redirects,

    /// <summary>Does not answer until the client has gone.</summary>
    Holds,

    /// <summary>Breaks the connection in the middle of the answer.</summary>
    BreaksOff,

    /// <summary>Status 200 with something that is no JSON.</summary>
    Garbage,

    /// <summary>Status 200 with JSON whose text is no text.</summary>
    WrongJson,

    /// <summary>Status 200 with JSON in which a string is no UTF-8.</summary>
    BrokenText,

    /// <summary>A text that goes on for 64 MB and does not say so before.</summary>
    Endless,
}
