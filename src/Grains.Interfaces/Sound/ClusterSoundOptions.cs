namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>How patient a line is with an actor that another process hosts.</summary>
public sealed class ClusterSoundOptions
{
    /// <summary>
    /// How long one request to be attached may take. Default 1 s: it is repeated, and until it is answered nobody hears
    /// the caller.
    /// </summary>
    public TimeSpan AttachLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a new line tries to be attached for the first time. Default 10 s: longer than a cluster needs to notice
    /// a dead silo, and about as long as a caller listens to nothing.
    /// </summary>
    public TimeSpan FirstLimit { get; set; } = TimeSpan.FromSeconds(10);
}
