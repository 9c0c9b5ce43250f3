namespace YemotAi.Calls.Sound.Across;

/// <summary>Carries batches to the other process: one-way, not waited for. It must not throw.</summary>
public interface ISoundCarrier
{
    /// <summary>Sends a batch.</summary>
    void Carry(SoundBatch batch);
}
