using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Grains.Interfaces.WarmingUp;

namespace YemotAi.Grains.Interfaces;

/// <summary>Is asked and spoken to by a process that starts, so that its first caller is not the first; the key is invented.</summary>
[Alias("yemotai.warm-up")]
public interface IWarmUpGrain : IActorGrain<WarmUpEvent, WarmUpOutcome>, ISoundGrain;
