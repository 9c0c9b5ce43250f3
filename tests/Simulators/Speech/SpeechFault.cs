namespace YemotAi.Simulators.Speech;

/// <summary>How a simulated voice or ear goes wrong, each as its vendor does it.</summary>
public enum SpeechFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>401: the key or token is wrong; the message repeats it, as careless servers do.</summary>
    WrongKey,

    /// <summary>403: the account may not.</summary>
    Forbidden,

    /// <summary>429, with <c>Retry-After</c> where it is set.</summary>
    TooManyRequests,

    /// <summary>429 because the account is used up; Google has no such error and says that there are too many requests.</summary>
    UsedUp,

    /// <summary>500 with the vendor's JSON.</summary>
    ServerError,

    /// <summary>503 with a page of HTML.</summary>
    Overloaded,

    /// <summary>Sends the client to another address, with the same request.</summary>
    Redirects,

    /// <summary>Does not answer until the client has gone.</summary>
    Holds,

    /// <summary>Breaks the connection before the answer.</summary>
    BreaksOff,

    /// <summary>Breaks the connection in the middle of the answer.</summary>
    BreaksOffInside,

    /// <summary>Gives the beginning of the answer, and then nothing until the client has gone.</summary>
    StallsInside,

    /// <summary>200 with a page of HTML.</summary>
    Garbage,

    /// <summary>200 with JSON that is not of the interface.</summary>
    WrongJson,

    /// <summary>200 with an answer in which there is nothing.</summary>
    Nothing,

    /// <summary>An answer that goes on for 512 MB and does not say so before.</summary>
    Endless,
}
