namespace YemotAi.Unit.Spoken;

/// <summary>How a stream can end while its caller is there.</summary>
public enum SpokenLoss
{
    /// <summary>The platform stops it, and asks what is next.</summary>
    Stopped,

    /// <summary>The connection breaks, and the platform goes on in its document.</summary>
    Broken,

    /// <summary>The platform goes on in its document, and the connection only seems to be there.</summary>
    Unnoticed,
}
