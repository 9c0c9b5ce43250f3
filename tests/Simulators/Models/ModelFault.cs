namespace YemotAi.Simulators.Models;

/// <summary>How a simulated model goes wrong, each as its vendor does it.</summary>
public enum ModelFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>401: the key is wrong.</summary>
    WrongKey,

    /// <summary>404: there is no such model.</summary>
    NoSuchModel,

    /// <summary>429: too many requests, with <see cref="ModelAnswer.RetryAfterSeconds"/> if set.</summary>
    RateLimited,

    /// <summary>The account is used up.</summary>
    UsedUp,

    /// <summary>500 with the vendor's JSON.</summary>
    ServerError,

    /// <summary>503 (529 for Anthropic) with a page of HTML.</summary>
    Overloaded,

    /// <summary>400: the conversation is longer than the model can hold.</summary>
    ContextFull,

    /// <summary>The vendor's safety rules forbid an answer.</summary>
    Forbidden,

    /// <summary>It takes the request and never answers.</summary>
    Hangs,

    /// <summary>It streams the first piece and never goes on.</summary>
    StallsMidStream,

    /// <summary>It streams the first piece, then the connection breaks.</summary>
    DropsMidStream,

    /// <summary>It streams the first piece, then an error event of its vendor.</summary>
    ErrsMidStream,

    /// <summary>It streams the first piece, then ends without the vendor's end mark.</summary>
    EndsEarly,

    /// <summary>200 with lines that are none of the protocol's.</summary>
    Garbage,

    /// <summary>It answers rightly, with nothing in it.</summary>
    Empty,

    /// <summary>It stops because the answer reached its limit of tokens.</summary>
    CutShort,
}
