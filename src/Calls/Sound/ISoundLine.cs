namespace YemotAi.Calls.Sound;

/// <summary>
/// The phone's end of a call's sound, in the hands of whoever holds the socket. While it is attached the actor stays in
/// memory; when the actor moves, it is attached again by itself. Disposing it detaches it: its receiver is then called no
/// more, and the actor is told.
/// </summary>
public interface ISoundLine : IAsyncDisposable
{
    /// <summary>
    /// Sends what the caller said. Never waits. What the other side is too slow for is dropped, oldest first, beyond
    /// <see cref="SoundOptions.HoldFrames"/>. After the line's end everything is dropped. One caller at a time.
    /// </summary>
    /// <param name="frames">Whole frames of <see cref="SoundFrames.FrameBytes"/> bytes; copied.</param>
    /// <exception cref="ArgumentException">The bytes are not whole frames.</exception>
    void Send(ReadOnlySpan<byte> frames);

    /// <summary>
    /// Says how far the phone has played what the actor said. Never waits; the actor hears of it with what the caller says
    /// next, or within <see cref="SoundOptions.AcknowledgeAfter"/>. One caller at a time.
    /// </summary>
    /// <param name="before">All frames numbered below this were played. A number that is not higher than the one before is ignored.</param>
    void Played(long before);

    /// <summary>What this end has counted so far.</summary>
    SoundFigures Figures { get; }
}
