namespace YemotAi.Calls.Storage;

/// <summary>What to look for among finished calls. All that is set must hold.</summary>
public sealed record CallQuery
{
    /// <summary>Digits that occur in the caller's or the dialled number; other characters are ignored.</summary>
    public string? Number { get; init; }

    /// <summary>Began at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Began before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Words that occur somewhere in what was said, whole or as a part of a longer word.</summary>
    public string? Text { get; init; }

    /// <summary>The business that answered.</summary>
    public string? Business { get; init; }

    /// <summary>How many at most; 1 to 1,000.</summary>
    public int Most { get; init; } = 50;
}
