namespace YemotAi.Calls.Sound.Across;

/// <summary>How a line stands with the actor of its call.</summary>
public enum LineState
{
    /// <summary>Not attached; it asks to be until it is.</summary>
    Attaching,

    /// <summary>Attached.</summary>
    Attached,

    /// <summary>A later line has the place. For ever.</summary>
    Replaced,

    /// <summary>Put down by its holder. For ever.</summary>
    Detached,

    /// <summary>The actor has ended it, and all that was said has been handed over. For ever.</summary>
    Finished,
}
