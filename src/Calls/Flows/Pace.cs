namespace YemotAi.Calls.Flows;

/// <summary>How fast something is said.</summary>
public enum Pace
{
    /// <summary>As the line's voice speaks.</summary>
    Normal,

    /// <summary>With a pause after each sentence.</summary>
    Slow,
}
