using YemotAi.Hosting.Listing;

namespace YemotAi.Standalone.Listing;

/// <summary>What the commands <c>calls</c> and <c>messages</c> take in the program for one machine.</summary>
public sealed class StandaloneListingOptions : ListingOptions
{
    /// <summary>The data folder. Default <c>data</c>.</summary>
    public string Data { get; set; } = "data";
}
