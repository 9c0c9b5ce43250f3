namespace YemotAi.Standalone.Engine;

/// <summary>Where a line is attached: one activation. What is asked of it becomes a turn of the actor.</summary>
internal interface ISoundPlace
{
    /// <summary>Frames wait at the line. False when the activation takes nothing more.</summary>
    bool TryHear();

    /// <summary>The line was put down. False when the activation takes nothing more.</summary>
    bool TryDetach();
}
