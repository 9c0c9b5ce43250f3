using YemotAi.Calls;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.Grains.Interfaces;

/// <summary>One call; the key is the call's, such as <c>yemot:{ApiCallId}</c>.</summary>
[Alias("yemotai.call")]
public interface ICallGrain : IActorGrain<CallEvent, CallOutcome>, ISoundGrain;
