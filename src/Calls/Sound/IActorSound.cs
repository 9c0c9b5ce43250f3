namespace YemotAi.Calls.Sound;

/// <summary>The actor's end of its call's sound. Used only in turns of the actor.</summary>
public interface IActorSound
{
    /// <summary>A line is attached: what is sent is heard.</summary>
    bool IsAttached { get; }

    /// <summary>
    /// Number of the next frame that is sent on the attached line; 0 with none attached. Frames are numbered as they are
    /// given to <see cref="Send"/>, the dropped ones too.
    /// </summary>
    long Next { get; }

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
    /// attached, or after <see cref="End"/>, everything is dropped.
    /// </summary>
    /// <param name="frames">Whole frames of <see cref="SoundFrames.FrameBytes"/> bytes; copied.</param>
    /// <exception cref="ArgumentException">The bytes are not whole frames.</exception>
    void Send(ReadOnlySpan<byte> frames);

    /// <summary>
    /// What was sent and is not played yet is no longer wanted: it is dropped wherever it is, and the line's receiver is
    /// told (<see cref="ISoundReceiver.Clear"/>). Nothing happens when nothing was sent since the last time, or no line is
    /// attached.
    /// </summary>
    void Clear();

    /// <summary>
    /// The line ends after what was sent: its receiver hears <see cref="SoundEnd.Finished"/>, and it is detached. This
    /// end's receiver hears of it in a later turn. An activation that ended the line and moves before that must end it
    /// again when the line begins with the next one.
    /// </summary>
    void End();
}
