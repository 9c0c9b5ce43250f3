using System.Diagnostics.CodeAnalysis;

namespace YemotAi.Calls.Minds;

/// <summary>What one answer used of a model, as its vendor counts.</summary>
/// <param name="InputTokens">Tokens that it read, those from a cache among them.</param>
/// <param name="CachedInputTokens">Of these, the ones that the vendor had in its cache.</param>
/// <param name="OutputTokens">Tokens that it wrote, those of its reasoning among them.</param>
public readonly record struct MindUsage(long InputTokens, long CachedInputTokens, long OutputTokens)
{
    /// <summary>The sum of two.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The operator reads as it should and nobody needs a method.")]
    public static MindUsage operator +(MindUsage a, MindUsage b) => new(
        a.InputTokens + b.InputTokens, a.CachedInputTokens + b.CachedInputTokens, a.OutputTokens + b.OutputTokens);
}
