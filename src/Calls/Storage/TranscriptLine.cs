namespace YemotAi.Calls.Storage;

/// <summary>One thing said in a call.</summary>
/// <param name="At">When.</param>
/// <param name="Speaker">Who.</param>
/// <param name="Text">What: words, or keys as the caller pressed them.</param>
public sealed record TranscriptLine(DateTimeOffset At, Speaker Speaker, string Text);
