namespace YemotAi.Calls.Sound;

/// <summary>The actor's end of its call's sound. Used only in turns of the actor.</summary>
public interface IActorSound
{
    /// <summary>A line is attached: what is sent is heard.</summary>
    bool IsAttached { get; }

    /// <summary>What this end has counted so far, over all lines of this activation.</summary>
    SoundFigures Figures { get; }

    /// <summary>
    /// Sets who takes what the caller says; meant for the actor's activation, so that no frame is missed. Frames that
    /// come while there is none are dropped. When a line is attached already, the receiver begins at once.
    /// </summary>
    void Receive(ISoundReceiver receiver);

    /// <summary>
    /// Sends what the agent says. Never waits. The actor keeps the pace of speech: what is more than
    /// <see cref="SoundOptions.HoldFrames"/> ahead of the way to the phone is dropped, oldest first. With no line
    /// attached everything is dropped.
    /// </summary>
    /// <param name="frames">Whole frames of <see cref="SoundFrames.FrameBytes"/> bytes; copied.</param>
    /// <exception cref="ArgumentException">The bytes are not whole frames.</exception>
    void Send(ReadOnlySpan<byte> frames);
}
