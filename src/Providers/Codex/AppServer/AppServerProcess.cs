using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>One running <c>codex app-server</c>, its connection, and the turns in it.</summary>
internal sealed class AppServerProcess : IAsyncDisposable
{
    private readonly ChildProcess _child;
    private readonly AppServerConnection _connection;
    private readonly AppServerLimits _limits;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _turns;
    private int _answers;
    private int _threads;
    private int _unanswered;
    private volatile bool _leaving;
    private Task? _disposing;

    private AppServerProcess(ChildProcess child, AppServerLimits limits, TimeProvider time)
    {
        _child = child;
        _connection = new AppServerConnection(new AppServerChild(child));
        _limits = limits;
        _time = time;
    }

    /// <summary>Its process id.</summary>
    public int Id => _child.Id;

    /// <summary>Done when it is gone, or is given up.</summary>
    public Task Closed => _connection.Closed;

    /// <summary>It takes turns.</summary>
    public bool IsOpen => !_leaving && !Closed.IsCompleted;

    /// <summary>How many conversations it holds.</summary>
    public int Threads => Volatile.Read(ref _threads);

    /// <summary>How much it has to do: its conversations, and the turns that run.</summary>
    public int Load => Threads + Volatile.Read(ref _running);

    /// <summary>Somebody gave up waiting for an answer that has not come yet: it may hang.</summary>
    public bool IsDoubtful => Volatile.Read(ref _unanswered) > 0;

    /// <summary>How many turns were begun in it.</summary>
    public int Turns => Volatile.Read(ref _turns);

    /// <summary>Whether it has ever answered a turn.</summary>
    public bool HasAnswered => Volatile.Read(ref _answers) > 0;

    /// <summary>Starts one, and waits until it is ready.</summary>
    /// <exception cref="MindException">It does not start; says how.</exception>
    public static async Task<AppServerProcess> StartAsync(
        ChildCommand command, ProcessLedger ledger, AppServerLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        ChildProcess child;
        try
        {
            child = await ChildProcess.StartAsync(command, ledger, time);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new MindException(
                MindFailure.Unavailable, $"The Codex app-server cannot be started ({error.GetType().Name}).", error);
        }

        var process = new AppServerProcess(child, limits, time);
        try
        {
            await process._connection.RequestAsync("initialize", AppServerMessages.Initialize)
                .WaitAsync(limits.Start, time, cancellation);
            process._connection.Notify("initialized");
            return process;
        }
        catch (Exception error)
        {
            var (ended, errors) = error is AppServerGoneException ? await EndOfAsync(child, limits, time) : (0, "");
            await process.DisposeAsync();
            throw error switch
            {
                TimeoutException => new MindException(
                    MindFailure.Unavailable, $"The Codex app-server was not ready within {limits.Start}."),
                AppServerRefusalException => new MindException(MindFailure.Unavailable, error.Message),
                AppServerGoneException => CodexErrors.OfEnd(ended, errors),
                _ => error,
            };
        }
    }

    /// <summary>Begins a turn; false when it takes none any more.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (!IsOpen) return false;
            _running++;
            _turns++;
            return true;
        }
    }

    /// <summary>Ends a turn.</summary>
    /// <param name="answered">It was answered.</param>
    public void Leave(bool answered)
    {
        lock (_gate)
        {
            if (answered) _answers++;
            if (--_running == 0 && _leaving) _idle.TrySetResult();
        }
    }

    /// <summary>Takes no more turns, and ends when those that run are over.</summary>
    public async Task DrainAsync()
    {
        lock (_gate)
        {
            _leaving = true;
            if (_running == 0) _idle.TrySetResult();
        }

        await Task.WhenAny(_idle.Task, Closed);
        await DisposeAsync();
    }

    /// <summary>Starts a thread with all that was said before.</summary>
    /// <exception cref="AppServerGoneException">The process is gone.</exception>
    /// <exception cref="AppServerRefusalException">It does not take it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a thread that is started all the same is let go.</exception>
    public async Task<string> StartThreadAsync(
        MindRequest request, string system, CodexOptions options, string folder, CancellationToken cancellation)
    {
        var started = _connection.RequestAsync(
            "thread/start", writer => AppServerMessages.StartThread(writer, request, system, options, folder));
        string thread;
        try
        {
            thread = AppServerMessages.ThreadOf(await InTimeAsync(started, _limits.Request, cancellation));
        }
        catch (OperationCanceledException)
        {
            _ = started.ContinueWith(
                start => LetGoUncounted(AppServerMessages.ThreadOf(start.Result)),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw;
        }

        if (thread.Length == 0) throw new MindException(MindFailure.Bug, "The Codex app-server starts threads without an id.");
        Interlocked.Increment(ref _threads);
        try
        {
            if (request.History.Count > 0)
            {
                var told = _connection.RequestAsync(
                    "thread/inject_items", writer => AppServerMessages.Inject(writer, thread, request.History));
                await InTimeAsync(told, _limits.Request, cancellation);
            }

            return thread;
        }
        catch
        {
            LetGo(thread);
            throw;
        }
    }

    /// <summary>Begins a turn in a thread; the task gives its id.</summary>
    public async Task<string> StartTurnAsync(string thread, string words, CodexOptions options) =>
        AppServerMessages.TurnOf(await _connection.RequestAsync(
            "turn/start", writer => AppServerMessages.StartTurn(writer, thread, words, options)));

    /// <summary>
    /// Waits for an answer to a request as long as it may take; a process that takes longer is given up, also when who
    /// asked has gone before that.
    /// </summary>
    /// <exception cref="AppServerGoneException">The process is gone, or given up.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the answer is still watched for.</exception>
    public async Task<T> InTimeAsync<T>(Task<T> answer, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            return await answer.WaitAsync(limit, _time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _ = WatchAsync(answer);
            throw;
        }
        catch (TimeoutException)
        {
            GiveUp();
            throw new AppServerGoneException($"The Codex app-server did not answer within {limit}.");
        }
    }

    /// <summary>
    /// Breaks a turn off, so that nothing of it runs any more, here or at the vendor. A process that does not do so in
    /// time is given up, which does it too.
    /// </summary>
    /// <param name="thread">The thread.</param>
    /// <param name="started">The beginning of the turn, which may not have been answered yet.</param>
    public async Task InterruptAsync(string thread, Task<string> started)
    {
        try
        {
            var turn = await InTimeAsync(started, _limits.Interrupt, CancellationToken.None);
            var interrupted = _connection.RequestAsync(
                "turn/interrupt", writer => AppServerMessages.Interrupt(writer, thread, turn));
            await InTimeAsync(interrupted, _limits.Interrupt, CancellationToken.None);
        }
        catch (Exception error) when (error is AppServerGoneException or AppServerRefusalException)
        {
            // It is over in another way: the turn did not begin, has just ended, or the process is gone.
        }
    }

    /// <summary>Follows what happens in a thread.</summary>
    public void Follow(string thread, IAppServerFollower follower) => _connection.Follow(thread, follower);

    /// <summary>Follows a thread no more.</summary>
    public void Unfollow(string thread) => _connection.Unfollow(thread);

    /// <summary>Answers a tool's call.</summary>
    public void AnswerTool(string request, string text) => _connection.AnswerTool(request, text, success: true);

    /// <summary>A thread is no longer needed: what it holds is freed.</summary>
    public void LetGo(string thread)
    {
        Interlocked.Decrement(ref _threads);
        LetGoUncounted(thread);
    }

    /// <summary>It hangs: kills it. Whoever waits for it is told that it is gone.</summary>
    public void GiveUp() => _ = DisposeAsync().AsTask();

    /// <summary>Ends it, whatever runs in it.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _leaving = true;
            _idle.TrySetResult();
            return new ValueTask(_disposing ??= EndAsync());
        }
    }

    // What it complained about comes a moment after it has closed its output.
    private static async Task<(int Code, string Errors)> EndOfAsync(ChildProcess child, AppServerLimits limits, TimeProvider time)
    {
        try
        {
            return (await child.Ended.WaitAsync(limits.Farewell, time), await child.ErrorsAsync().WaitAsync(limits.Farewell, time));
        }
        catch (TimeoutException)
        {
            return (0, "");
        }
    }

    /// <summary>Sees to it that a process which owes an answer that nobody waits for any more does not stay if it hangs.</summary>
    private async Task WatchAsync<T>(Task<T> answer)
    {
        Interlocked.Increment(ref _unanswered);
        try
        {
            await InTimeAsync(answer, _limits.Interrupt, CancellationToken.None);
        }
        catch (Exception error) when (error is AppServerGoneException or AppServerRefusalException)
        {
            // It is gone or given up, or it does answer.
        }
        finally
        {
            Interlocked.Decrement(ref _unanswered);
        }
    }

    // An unsubscribed thread is unloaded at once, as the process is told at its start.
    private void LetGoUncounted(string thread)
    {
        if (!Closed.IsCompleted)
            _ = _connection.RequestAsync("thread/unsubscribe", writer => writer.WriteString("threadId", thread));
    }

    private async Task EndAsync()
    {
        await Task.Yield();
        // Whatever goes wrong, the program does not stay.
        try
        {
            _connection.Stop();
        }
        finally
        {
            try
            {
                await _child.DisposeAsync();
            }
            finally
            {
                await _connection.DisposeAsync();
            }
        }
    }
}
