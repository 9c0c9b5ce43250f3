namespace YemotAi.Minds.Codex;

/// <summary>What every text mind promises, by the app-server of the newest Codex CLI.</summary>
public sealed class AppServerContract : TextMindContract
{
    // The CLI keeps what the vendor says about waiting to itself.
    protected override bool PassesRetryAfter => false;

    protected override async Task<MindBench> StartAsync() =>
        await AppServerBench.StartAsync(CodexBinaries.Need(CodexBinaries.Newest), processes: 1);
}
