namespace YemotAi.Hosting.Listing;

/// <summary>What can be listed.</summary>
public enum Listed
{
    /// <summary>Finished calls with what was said.</summary>
    Calls,

    /// <summary>Messages that callers left.</summary>
    Messages,
}
