using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds.Codex;

/// <summary>The contract of text minds over <c>codex exec</c>.</summary>
public abstract class CodexExecContract(string version) : TextMindContract
{
    // exec tells failures in words; the vendor's Retry-After is not among them.
    /// <inheritdoc/>
    protected override bool PassesRetryAfter => false;

    /// <inheritdoc/>
    protected override async Task<MindBench> StartAsync() => await CodexExecBench.StartAsync(CodexBinaries.Need(version));
}

/// <summary>With the newest.</summary>
public sealed class CodexExecNewestTests() : CodexExecContract(CodexBinaries.Newest);

/// <summary>With the oldest that works.</summary>
public sealed class CodexExecOldestTests() : CodexExecContract(CodexBinaries.Oldest)
{
    // 0.55 tells of every 429 only that it is one, and of every stream without its end only that it broke off.
    /// <inheritdoc/>
    protected override IReadOnlyList<MindFailure> Expected(ModelFault fault) => fault switch
    {
        ModelFault.UsedUp => [MindFailure.RateLimited],
        ModelFault.Forbidden or ModelFault.CutShort => [MindFailure.Unavailable],
        _ => base.Expected(fault),
    };
}
