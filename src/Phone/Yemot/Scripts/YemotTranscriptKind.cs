namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>What a line of a transcript is.</summary>
public enum YemotTranscriptKind
{
    /// <summary>What the caller did.</summary>
    Caller,

    /// <summary>What the caller heard of the line.</summary>
    Line,

    /// <summary>What the caller heard of the telephone system itself.</summary>
    System,

    /// <summary>What the phone has to remark.</summary>
    Note,

    /// <summary>A rule that the line should keep and does not, without which the call goes on.</summary>
    Warning,

    /// <summary>A rule that the line broke, or no answer.</summary>
    Error,

    /// <summary>A request or an answer as it went over the wire.</summary>
    Wire,
}
