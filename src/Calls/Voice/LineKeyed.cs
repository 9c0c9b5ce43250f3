namespace YemotAi.Calls.Voice;

/// <summary>The caller pressed a key.</summary>
/// <param name="Stream">The platform's name for the stream in which it was.</param>
/// <param name="Sequence">The platform's number of the message: the same number is the same key press.</param>
/// <param name="Key">The key: a digit, <c>*</c>, <c>#</c>, or A to D.</param>
public sealed record LineKeyed(string Stream, long Sequence, char Key) : CallEvent;
