using YemotAi.Calls.Sound.Across;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>The actor of a line when both are in this process: batches need no message of Orleans' then.</summary>
internal interface INearActor
{
    /// <summary>Takes a batch of the line's, later, in a turn of the actor.</summary>
    void Hear(SoundBatch batch);
}
