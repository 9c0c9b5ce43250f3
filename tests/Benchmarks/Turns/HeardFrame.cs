namespace YemotAi.Benchmarks.Turns;

/// <summary>A frame as it came to the agent.</summary>
/// <param name="IsVoice">A voice is heard in it.</param>
/// <param name="IsStrong">And beyond doubt.</param>
/// <param name="Sent">Which frame of the scene it is, or the one that came when it was found missing.</param>
/// <param name="At">When it came.</param>
internal readonly record struct HeardFrame(bool IsVoice, bool IsStrong, int Sent, TimeSpan At);
