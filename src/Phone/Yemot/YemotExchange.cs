using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>A request and what came of it.</summary>
public sealed record YemotExchange
{
    /// <summary>The request.</summary>
    public required YemotRequest Request { get; init; }

    /// <summary>The answer as read; null when none came in time.</summary>
    public YemotAnswer? Answer { get; init; }

    /// <summary>The HTTP status; 0 when no answer came.</summary>
    public int Status { get; init; }

    /// <summary>Why no answer came; null when one came.</summary>
    public string? Failure { get; init; }

    /// <summary>From the request to the whole answer, by the phone's clock.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The answer's text when the same request was sent again; null when it was not, empty when none came.</summary>
    public string? RepeatedAnswer { get; init; }

    /// <summary>Whether the same request got different answers.</summary>
    public bool RepeatDiffers => RepeatedAnswer is not null && RepeatedAnswer != (Answer?.Text ?? "");

    /// <summary>Whether the caller hears M1607: no answer, or one that Yemot rejects.</summary>
    public bool IsFailed => Answer is null || Answer.IsRejected;
}
