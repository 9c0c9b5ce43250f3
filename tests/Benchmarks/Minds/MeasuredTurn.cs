namespace YemotAi.Benchmarks.Minds;

/// <summary>One turn.</summary>
/// <param name="Took">From the words to the whole answer.</param>
/// <param name="FirstWord">From the words to the answer's first word; null when it came with the rest.</param>
/// <param name="Failure">Why there was no right answer; null when there was.</param>
internal sealed record MeasuredTurn(TimeSpan Took, TimeSpan? FirstWord, string? Failure);
