namespace YemotAi.Calls.Voice;

/// <summary>The stream of a call has ended; the line is put down next.</summary>
/// <param name="Stream">The platform's name for it.</param>
/// <param name="IsLost">It broke off, and did not end in the way of the platform.</param>
public sealed record LineClosed(string Stream, bool IsLost) : CallEvent;
