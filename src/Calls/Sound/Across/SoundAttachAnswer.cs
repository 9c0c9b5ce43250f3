namespace YemotAi.Calls.Sound.Across;

/// <summary>What an actor answers a line that wants to be attached.</summary>
/// <param name="Result">How it went.</param>
/// <param name="Since">When this line was attached first, to be told with later requests (ticks of UTC).</param>
public sealed record SoundAttachAnswer(SoundAttachResult Result, long Since);
