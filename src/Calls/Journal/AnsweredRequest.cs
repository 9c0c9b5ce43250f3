namespace YemotAi.Calls.Journal;

/// <summary>A request that was answered.</summary>
/// <param name="Fingerprint">Which.</param>
/// <param name="Stamp">The platform's time stamp of it; empty if it sends none.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Body">The answer; null when it is too long ago to be asked for.</param>
internal sealed record AnsweredRequest(string Fingerprint, string Stamp, DateTimeOffset At, string? Body);
