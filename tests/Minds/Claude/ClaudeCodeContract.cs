namespace YemotAi.Minds.Claude;

/// <summary>The contract of text minds over the Claude Code CLI.</summary>
public sealed class ClaudeCodeContract : TextMindContract
{
    // The program tells the vendor's status, and not its Retry-After.
    /// <inheritdoc/>
    protected override bool PassesRetryAfter => false;

    /// <inheritdoc/>
    protected override async Task<MindBench> StartAsync() => await ClaudeCodeBench.StartAsync(ClaudeBinaries.Need());
}
