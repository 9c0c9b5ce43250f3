namespace YemotAi.Business.Profiles;

/// <summary>One thing that a business offers.</summary>
public sealed record ServiceOffer
{
    /// <summary>The name, as it is said.</summary>
    public required string Name { get; init; }

    /// <summary>Other names by which callers ask for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The price; null if the file gives none.</summary>
    public ServicePrice? Price { get; init; }

    /// <summary>How long it takes; null if the file does not say.</summary>
    public ServiceDuration? Duration { get; init; }

    /// <summary>A remark that is said after price and duration; empty if none.</summary>
    public string Note { get; init; } = "";
}
