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
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private ITextMind? _exec;
    private ITextMind? _appServer;
    private volatile ITextMind? _chosen;
    private bool _disposed;

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
        ITextMind? kept, running;
        lock (_gate)
        {
            if (_disposed) return;
            kept = options.Mode != CodexMode.AppServer ? _exec ??= exec() : null;
            running = _appServer;
        }

        if (kept is not null) await kept.EndAsync(conversation);
        if (running is not null) await running.EndAsync(conversation);
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

    /// <summary>Ends all that runs; what asks for an answer now gets none.</summary>
    public async ValueTask DisposeAsync()
    {
        ITextMind?[] minds;
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            minds = [_exec, _appServer];
        }

        await _stop.CancelAsync();
        var failures = new List<Exception>();
        foreach (var mind in minds)
        {
            try
            {
                if (mind is IAsyncDisposable disposable) await disposable.DisposeAsync();
                else (mind as IDisposable)?.Dispose();
            }
            catch (Exception error)
            {
                // The other one must not stay because of it.
                failures.Add(error);
            }
        }

        _stop.Dispose();
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    private async ValueTask<ITextMind> ChooseAsync(CancellationToken cancellation)
    {
        if (options.Mode == CodexMode.Exec) return Exec();
        var binary = await FindAsync(cancellation);
        if (binary.HasAppServer) return AppServer();
        if (options.Mode == CodexMode.Auto) return Exec();
        throw new MindException(
            MindFailure.Unavailable,
            $"The Codex CLI {binary.Version} has no app-server that does all that is needed: set Mode to Auto or Exec, or install a newer one.");
    }

    private async ValueTask<CodexBinary> FindAsync(CancellationToken cancellation)
    {
        CancellationTokenSource either;
        lock (_gate)
        {
            if (_disposed) throw Ended();
            either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        }

        using (either)
        {
            try
            {
                return await program.FindAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw Ended();
            }
        }
    }

    private ITextMind Exec()
    {
        lock (_gate) return _disposed ? throw Ended() : _chosen = _exec ??= exec();
    }

    private ITextMind AppServer()
    {
        lock (_gate) return _disposed ? throw Ended() : _chosen = _appServer ??= appServer();
    }

    private static MindException Ended() => new(MindFailure.Unavailable, "The Codex CLI is being ended.");
}
