using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>
/// The Codex CLI by <c>codex app-server</c>: processes that live long and hold many conversations each. Words come as the
/// model gives them, the host's tools are called, nothing of a conversation is on disk.
/// </summary>
/// <remarks>
/// Needs 0.156 or newer: the thread protocol, injected history, tools of the host, and no tools of the CLI's own. A
/// conversation stays in its process between turns; whenever that one is not certain to hold just what was said (it died
/// or is replaced, the last turn failed or was cancelled or answered by another mind, the instructions or tools changed),
/// it is begun anew with its history.
/// </remarks>
public sealed partial class CodexAppServerMind : ITextMind, IAsyncDisposable
{
    private readonly CodexOptions _options;
    private readonly CodexProgram _program;
    private readonly CodexHome _home;
    private readonly IAgentPrompt _prompt;
    private readonly ProcessLedger _ledger;
    private readonly AppServerLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ToolRunner _tools;
    private readonly AppServerPool _pool;
    private readonly ITimer _rounds;

    // A turn takes its thread out and puts it back when the thread holds what was said and nothing else.
    private readonly ConcurrentDictionary<string, AppServerThread> _kept = new();

    /// <summary>Makes the mind; no process is started before it is needed.</summary>
    /// <param name="options">The model, and limits.</param>
    /// <param name="program">The CLI.</param>
    /// <param name="home">Where it works.</param>
    /// <param name="prompt">What the model is told.</param>
    /// <param name="ledger">Where its processes are written down.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="log">Where it is told what went wrong.</param>
    public CodexAppServerMind(
        CodexOptions options, CodexProgram program, CodexHome home, IAgentPrompt prompt, ProcessLedger ledger, TimeProvider time,
        ILogger<CodexAppServerMind> log)
        : this(options, program, home, prompt, ledger, time, log, new AppServerLimits())
    {
    }

    internal CodexAppServerMind(
        CodexOptions options, CodexProgram program, CodexHome home, IAgentPrompt prompt, ProcessLedger ledger, TimeProvider time,
        ILogger<CodexAppServerMind> log, AppServerLimits limits)
    {
        _options = options;
        _program = program;
        _home = home;
        _prompt = prompt;
        _ledger = ledger;
        _limits = limits;
        _time = time;
        _log = log;
        _tools = new ToolRunner(limits.ToolResult, log);
        _pool = new AppServerPool(options.Processes, StartAsync, limits, time, log);
        _rounds = time.CreateTimer(static mind => ((CodexAppServerMind)mind!).Round(), this, limits.Rounds, limits.Rounds);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public bool Streams => true;

    /// <summary>The ids of the processes that take turns now.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _pool.Open.Select(process => process.Id)];

    /// <summary>How many conversations are kept in processes between their turns.</summary>
    internal int Kept => _kept.Count;

    /// <inheritdoc/>
    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(request.Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await AnswerAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MindException(MindFailure.TimedOut, $"The Codex app-server did not answer within {request.Limit}.");
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(string conversation)
    {
        if (_kept.TryRemove(conversation, out var thread)) thread.Process.LetGo(thread.Id);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<MindHealth> CheckAsync(CancellationToken cancellation)
    {
        var health = await _program.CheckAsync(cancellation);
        if (!health.IsReady) return health;
        var binary = await _program.FindAsync(cancellation);
        if (!binary.HasAppServer) return new MindHealth(false, TooOld(binary).Message);
        return _pool.Open.Count == 0 && _pool.Trouble is { } trouble ? new MindHealth(false, trouble) : health;
    }

    /// <summary>Ends all processes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _rounds.DisposeAsync();
        _kept.Clear();
        await _pool.DisposeAsync();
    }

    private static MindException TooOld(CodexBinary binary) => new(
        MindFailure.Unavailable,
        $"The Codex CLI {binary.Version} has no app-server that does all that is needed: 0.156 or newer is.");

    private async Task<MindReply> AnswerAsync(MindRequest request, CancellationToken cancellation)
    {
        var system = _prompt.SystemOf(request);
        var words = _prompt.TurnOf(request);
        if (words.Length > _limits.Words)
            throw new MindException(MindFailure.ContextFull, "What was said is longer than the Codex CLI takes.");
        var signature = AppServerTools.SignatureOf(system, request);
        var thread = Take(request, signature);
        // Each process may die in the turn that came from the one before it: whatever kills one may kill all.
        for (var tries = 1; ; tries++)
        {
            var process = thread?.Process ?? await _pool.EnterAsync(cancellation);
            var answered = false;
            try
            {
                var reply = await TurnAsync(process, thread, request, system, words, signature, cancellation);
                answered = true;
                return reply;
            }
            catch (AppServerGoneException) when (tries <= _options.Processes)
            {
                LogCarriedOver();
            }
            catch (AppServerRefusalException error) when (error.IsLostThread && tries == 1)
            {
                LogCarriedOver();
            }
            catch (AppServerGoneException error)
            {
                throw new MindException(MindFailure.Unavailable, error.Message, error);
            }
            catch (AppServerRefusalException error)
            {
                throw new MindException(error.IsTooLarge ? MindFailure.ContextFull : MindFailure.Bug, error.Message, error);
            }
            finally
            {
                process.Leave(answered);
            }

            thread = null;
        }
    }

    /// <summary>The thread that holds just what was said before, with its process entered; null when there is none.</summary>
    private AppServerThread? Take(MindRequest request, string signature)
    {
        if (!_kept.TryRemove(request.Conversation, out var thread)) return null;
        var fits = request.History.Count > 0
            && request.Session is { } session
            && session.Mind == Name
            && session.Id == thread.Session
            && signature == thread.Signature;
        if (fits && thread.Process.TryEnter()) return thread;
        thread.Process.LetGo(thread.Id);
        return null;
    }

    private async Task<MindReply> TurnAsync(
        AppServerProcess process, AppServerThread? kept, MindRequest request, string system, string words, string signature,
        CancellationToken cancellation)
    {
        var thread = kept ?? new AppServerThread(
            process,
            await process.StartThreadAsync(
                request with { History = Conversation.Before(_prompt, request) }, system, _options, _home.Empty, cancellation),
            signature);
        var turn = new AppServerTurn(request, thread.LastTurn, process.AnswerTool, _tools, _limits, _time);
        process.Follow(thread.Id, turn);
        Task<string>? started = null;
        try
        {
            // Whoever cancels must know which turn to break off, so the request itself is never cancelled.
            started = process.StartTurnAsync(thread.Id, words, _options);
            var id = await process.InTimeAsync(started, _limits.Request, cancellation);
            var reply = await turn.RunAsync(cancellation);
            if (!turn.IsOver || reply.Act != AgentAct.Continue) return reply;
            thread = thread with { Answers = thread.Answers + 1, LastTurn = id, LastUsed = _time.GetTimestamp() };
            reply = reply with { Session = thread.Session };
            Keep(request.Conversation, thread);
            thread = null;
            return reply;
        }
        catch (AppServerGoneException error)
        {
            turn.StartOver();
            // Begun anew it may call the same tool again, which must not do its work twice at once.
            if (await turn.AreToolsOverAsync(cancellation)) throw;
            throw new MindException(MindFailure.Unavailable, error.Message + " A tool that it called still runs.", error);
        }
        finally
        {
            if (thread is not null) await DropAsync(process, thread.Id, turn, started);
        }
    }

    private void Keep(string conversation, AppServerThread thread)
    {
        thread.Process.Unfollow(thread.Id);
        AppServerThread? before = null;
        _kept.AddOrUpdate(conversation, thread, (_, other) =>
        {
            before = other;
            return thread;
        });
        if (before is not null) before.Process.LetGo(before.Id);
        if (thread.Process.Threads <= _options.MaxConversations) return;
        var oldest = _kept.Where(one => one.Value.Process == thread.Process).MinBy(one => one.Value.LastUsed);
        if (oldest.Value is not null) Release(oldest);
    }

    /// <summary>Breaks off what still runs of a turn and lets its thread go; who waits for it waits only so long.</summary>
    private async Task DropAsync(AppServerProcess process, string thread, AppServerTurn turn, Task<string>? started)
    {
        var dropped = DropAsync();
        try
        {
            await dropped.WaitAsync(_limits.Farewell, _time);
        }
        catch (TimeoutException)
        {
            // It goes on by itself, and gives the process up if that does not answer.
        }

        async Task DropAsync()
        {
            if (started is not null && !turn.IsOver) await process.InterruptAsync(thread, started);
            process.Unfollow(thread);
            process.LetGo(thread);
        }
    }

    private void Release(KeyValuePair<string, AppServerThread> one)
    {
        if (_kept.TryRemove(one)) one.Value.Process.LetGo(one.Value.Id);
    }

    private void Round()
    {
        foreach (var one in _kept)
        {
            if (!one.Value.Process.IsOpen || _time.GetElapsedTime(one.Value.LastUsed) >= _limits.Idle) Release(one);
        }

        _pool.Look();
    }

    private async Task<AppServerProcess> StartAsync(CancellationToken cancellation)
    {
        var binary = await _program.FindAsync(cancellation);
        if (!binary.HasAppServer) throw TooOld(binary);
        _home.Prepare();
        AppServerFolder.TurnLogOff(_home);
        var arguments = new List<string> { "app-server" };
        // A thread that is let go is unloaded at once: otherwise all that were ever started stay in memory.
        foreach (var setting in CodexArguments.Settings(binary, _options, _home).Append("thread_unload_delay_secs=0"))
            arguments.AddRange(["-c", setting]);
        var environment = CodexArguments.Environment(_options, _home, _home.AppServer);
        if (_options.BaseUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            environment["SSL_CERT_FILE"] = AppServerFolder.NoRoots(_home);
        try
        {
            return await AppServerProcess.StartAsync(
                new ChildCommand { Path = binary.Path, Arguments = arguments, Environment = environment, WorkingFolder = _home.Empty },
                _ledger,
                _limits,
                _time,
                cancellation);
        }
        catch (MindException)
        {
            _program.ProbeAgain();
            throw;
        }
    }

    [LoggerMessage(755, LogLevel.Information, "A conversation lost its Codex app-server and is begun anew from its history.")]
    private partial void LogCarriedOver();
}
