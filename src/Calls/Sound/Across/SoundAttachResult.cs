namespace YemotAi.Calls.Sound.Across;

/// <summary>How a request to be attached went.</summary>
public enum SoundAttachResult
{
    /// <summary>The line is attached.</summary>
    Attached,

    /// <summary>The renewed attachment is not known here: the actor has moved. The line attaches anew.</summary>
    Unknown,

    /// <summary>A later line has the place.</summary>
    Replaced,
}
