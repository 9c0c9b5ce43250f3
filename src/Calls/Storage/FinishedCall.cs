namespace YemotAi.Calls.Storage;

/// <summary>A call that is over, as the archive keeps it.</summary>
public sealed record FinishedCall
{
    /// <summary>The call's key, such as <c>yemot:{ApiCallId}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>The caller's number in national form; empty when withheld.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The number that was dialled.</summary>
    public string Dialled { get; init; } = "";

    /// <summary>The business that answered; empty for a line without one.</summary>
    public string Business { get; init; } = "";

    /// <summary>Why it ended: one of the <see cref="Calls.CallEndReason"/> names.</summary>
    public required string Reason { get; init; }

    /// <summary>What was said, in order.</summary>
    public required IReadOnlyList<TranscriptLine> Transcript { get; init; }
}
