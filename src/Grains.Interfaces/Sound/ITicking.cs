namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>Has something to do at times of its own.</summary>
internal interface ITicking
{
    /// <summary>Called every <see cref="SoundTicker.Period"/>, one at a time. Must be quick and not throw.</summary>
    void Tick();
}
