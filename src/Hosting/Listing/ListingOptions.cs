namespace YemotAi.Hosting.Listing;

/// <summary>What the commands <c>calls</c> and <c>messages</c> take in every program.</summary>
public class ListingOptions
{
    /// <summary>Digits of the caller's or the dialled number. For calls.</summary>
    public string Number { get; set; } = "";

    /// <summary>Words that were said. For calls.</summary>
    public string Text { get; set; } = "";

    /// <summary>The first day, as 2026-11-21. For calls.</summary>
    public string From { get; set; } = "";

    /// <summary>The last day. For calls.</summary>
    public string To { get; set; } = "";

    /// <summary>Only this business.</summary>
    public string Business { get; set; } = "";

    /// <summary>How many at most, 1 to 1,000. Default 20.</summary>
    public int Most { get; set; } = 20;
}
