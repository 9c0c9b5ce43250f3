namespace YemotAi.Calls.Storage;

/// <summary>A message that a caller left.</summary>
public sealed record CallerMessage
{
    /// <summary>What makes it this message and no other: call and intent. The same key is never kept twice.</summary>
    public required string Key { get; init; }

    /// <summary>The call in which it was left.</summary>
    public required string Call { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>For which business.</summary>
    public required string Business { get; init; }

    /// <summary>The caller's number; empty when withheld.</summary>
    public required string Caller { get; init; }

    /// <summary>The words; empty if it is only a recording.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where the recording lies on the telephone platform, or null.</summary>
    public string? Recording { get; init; }
}
