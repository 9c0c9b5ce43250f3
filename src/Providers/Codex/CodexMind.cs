using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex;

/// <summary>
/// The Codex CLI as a mind: by processes that live long or by one for every turn, as settings say and the version allows.
/// </summary>
/// <param name="options">Which way.</param>
/// <param name="program">The CLI.</param>
/// <param name="exec">Makes the mind with a process for every turn; asked when it is first needed.</param>
/// <param name="appServer">Makes the mind with processes that live long; asked when it is first needed.</param>
public sealed class CodexMind(
    CodexOptions options, CodexProgram program, Func<ITextMind> exec, Func<ITextMind> appServer) : ITextMind, IAsyncDisposable
{
    private readonly Lazy<ITextMind> _exec = new(exec);
    private readonly Lazy<ITextMind> _appServer = new(appServer);
    private volatile ITextMind? _chosen;

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    /// <remarks>Known when the program was found; until then it counts as one that does not.</remarks>
    public bool Streams => _chosen?.Streams ?? false;

    /// <inheritdoc/>
    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation) =>
        await (await ChooseAsync(cancellation)).ReplyAsync(request, cancellation);

    /// <inheritdoc/>
    public async ValueTask EndAsync(string conversation)
    {
        // A program that was replaced during a call may have answered in both ways. What exec keeps is on disk, and may
        // be of a run before this one.
        if (options.Mode != CodexMode.AppServer) await _exec.Value.EndAsync(conversation);
        if (_appServer.IsValueCreated) await _appServer.Value.EndAsync(conversation);
    }

    /// <inheritdoc/>
    public async ValueTask<MindHealth> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await (await ChooseAsync(cancellation)).CheckAsync(cancellation);
        }
        catch (MindException error)
        {
            return new MindHealth(false, error.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var mind in new[] { _exec, _appServer })
        {
            if (!mind.IsValueCreated) continue;
            if (mind.Value is IAsyncDisposable disposable) await disposable.DisposeAsync();
            else (mind.Value as IDisposable)?.Dispose();
        }
    }

    private async ValueTask<ITextMind> ChooseAsync(CancellationToken cancellation)
    {
        if (options.Mode == CodexMode.Exec) return _chosen = _exec.Value;
        var binary = await program.FindAsync(cancellation);
        if (binary.HasAppServer) return _chosen = _appServer.Value;
        if (options.Mode == CodexMode.Auto) return _chosen = _exec.Value;
        throw new MindException(
            MindFailure.Unavailable,
            $"The Codex CLI {binary.Version} has no app-server that does all that is needed: set Mode to Auto or Exec, or install a newer one.");
    }
}
