namespace YemotAi.Calls.Sound;

/// <summary>
/// Takes the sound of one direction. It is called one at a time and must be quick: it stands in the way of the next
/// frame, and at the line's end of the actor that speaks. At the actor's end every call is a turn of the actor.
/// </summary>
public interface ISoundReceiver
{
    /// <summary>
    /// At the actor's end: a line has been attached to this activation; what is sent from now on is heard. Not called at
    /// the line's end, and not when a line is attached again to an activation that knows it.
    /// </summary>
    void Begin()
    {
    }

    /// <summary>
    /// Takes frames. Their numbers rise, no frame comes twice, and a gap in the numbers is sound that was lost.
    /// </summary>
    void Take(SoundFrames frames);

    /// <summary>
    /// At the line's end: the actor does not want what it said before a frame any more. What of it was taken and the phone
    /// has not played is to be thrown away; no such frame comes afterwards. Numbers rise.
    /// </summary>
    /// <param name="before">Frames numbered below this.</param>
    void Clear(long before)
    {
    }

    /// <summary>At the actor's end: the phone has played so far. Numbers rise, and never beyond what was sent.</summary>
    /// <param name="before">All frames numbered below this, without those that were lost or cleared.</param>
    void Played(long before)
    {
    }

    /// <summary>No more of this line comes. At the actor's end another line may begin afterwards.</summary>
    void End(SoundEnd why);
}
