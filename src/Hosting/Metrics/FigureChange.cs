namespace YemotAi.Hosting.Metrics;

/// <summary>What a measurement does to its figure.</summary>
internal enum FigureChange
{
    /// <summary>It is added.</summary>
    Add,

    /// <summary>It takes the place of the one before.</summary>
    Set,

    /// <summary>
    /// It is what is observed now. Several of one series, from instruments of one name, are added up; what is not observed
    /// again is gone.
    /// </summary>
    Observe,
}
