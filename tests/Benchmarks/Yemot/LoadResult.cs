namespace YemotAi.Benchmarks.Yemot;

/// <summary>What one load run measured.</summary>
/// <param name="Callers">Calls at once, each on a connection of its own.</param>
/// <param name="PerSecond">Requests answered per second.</param>
/// <param name="P50">Median time to the answer, in milliseconds.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
/// <param name="Wrong">Answers that were not the right ones, and failed requests.</param>
internal sealed record LoadResult(int Callers, double PerSecond, double P50, double P99, long Wrong);
