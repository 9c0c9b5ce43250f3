using YemotAi.Calls.Minds.Admission;

namespace YemotAi.Grains.Interfaces;

/// <summary>The queue before an account of a provider; the key is the account.</summary>
[Alias("yemotai.provider")]
public interface IProviderGrain : IActorGrain<ProviderEvent, ProviderOutcome>;
