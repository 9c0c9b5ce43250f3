using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Api;

/// <summary>What a model answered when it was asked once, beside its words.</summary>
/// <param name="Calls">What it calls, in order.</param>
/// <param name="Usage">What it used.</param>
internal sealed record ApiStep(IReadOnlyList<ToolCall> Calls, MindUsage Usage);
