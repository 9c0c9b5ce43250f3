using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>
/// The app-server processes: started when they are needed, kept, replaced when they die or have become large.
/// </summary>
/// <remarks>
/// A process that dies is started again at once; one that dies again and again before it has answered anything is waited
/// with, from a quarter of a second to half a minute, and then started when somebody needs it.
/// </remarks>
internal sealed partial class AppServerPool : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Func<CancellationToken, Task<AppServerProcess>> _start;
    private readonly AppServerLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly Slot[] _slots;
    private readonly HashSet<Task> _watches = [];
    private readonly HashSet<AppServerProcess> _all = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _disposed;

    /// <summary>Makes a pool; nothing is started yet.</summary>
    public AppServerPool(
        int processes, Func<CancellationToken, Task<AppServerProcess>> start, AppServerLimits limits, TimeProvider time, ILogger log)
    {
        _start = start;
        _limits = limits;
        _time = time;
        _log = log;
        _slots = [.. Enumerable.Range(0, processes).Select(_ => new Slot())];
    }

    /// <summary>The processes that take turns now.</summary>
    public IReadOnlyList<AppServerProcess> Open
    {
        get
        {
            lock (_gate) return [.. _slots.Select(slot => slot.Process).OfType<AppServerProcess>().Where(process => process.IsOpen)];
        }
    }

    /// <summary>Why the last start failed; null when it did not.</summary>
    public string? Trouble
    {
        get
        {
            lock (_gate) return _slots.Select(slot => slot.Trouble?.Message).FirstOrDefault(message => message is not null);
        }
    }

    /// <summary>Begins a turn in the process that has least to do; it must be left.</summary>
    /// <exception cref="MindException">None starts.</exception>
    public async Task<AppServerProcess> EnterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Task starting;
            lock (_gate)
            {
                if (_disposed) throw new MindException(MindFailure.Unavailable, "The Codex app-server is being ended.");
                var best = _slots.Select(slot => slot.Process).OfType<AppServerProcess>()
                    .Where(process => process.IsOpen).MinBy(process => (process.IsDoubtful, process.Load));
                // One process is enough for one conversation; the others start beside it, and nobody waits for them.
                if (best is null || best.Load > 0) StartMissing();
                if (best is not null && best.TryEnter()) return best;
                var waiting = _slots.Select(slot => slot.Starting).OfType<Task>().ToList();
                if (waiting.Count == 0) throw Failed();
                starting = Task.WhenAny(waiting);
            }

            await starting.WaitAsync(cancellation);
            lock (_gate)
            {
                if (_slots.All(slot => slot.Process is null && slot.Starting is null && slot.Trouble is not null)) throw Failed();
            }
        }
    }

    /// <summary>Replaces processes that have served long, or have become large.</summary>
    public void Look()
    {
        foreach (var process in Open)
        {
            var memory = MemoryOf(process.Id);
            if (process.Turns < _limits.Turns && memory < _limits.Memory) continue;
            lock (_gate)
            {
                var slot = Array.Find(_slots, slot => slot.Process == process);
                if (_disposed || slot is null || slot.Starting is not null || IsPausing(slot)) continue;
                LogReplaced(process.Id, process.Turns, memory >> 20);
                slot.Starting = StartAsync(slot);
            }
        }
    }

    /// <summary>Ends all processes, whatever runs in them.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        await _stop.CancelAsync();
        Task[] starting;
        lock (_gate) starting = [.. _slots.Select(slot => slot.Starting).OfType<Task>()];
        await Task.WhenAll(starting);
        AppServerProcess[] all;
        lock (_gate) all = [.. _all];
        foreach (var process in all) await EndAsync(process);
        Task[] watches;
        lock (_gate) watches = [.. _watches];
        await Task.WhenAll(watches);
        _stop.Dispose();
    }

    // Called with the lock held, as are the next two.
    private void StartMissing()
    {
        foreach (var slot in _slots)
        {
            if (slot.Process is not { IsOpen: true } && slot.Starting is null && !IsPausing(slot)) slot.Starting = StartAsync(slot);
        }
    }

    private bool IsPausing(Slot slot) =>
        slot.Failures > 1 && _time.GetElapsedTime(slot.FailedAt) < PauseAfter(slot.Failures);

    private MindException Failed()
    {
        var trouble = _slots.Select(slot => slot.Trouble).FirstOrDefault(trouble => trouble is not null);
        return new MindException(
            trouble?.Failure ?? MindFailure.Unavailable, trouble?.Message ?? "The Codex app-server ends as soon as it is started.");
    }

    private static TimeSpan PauseAfter(int failures) =>
        failures < 2 ? TimeSpan.Zero
        : failures > 9 ? LongestPause
        : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (failures - 2)));

    private async Task StartAsync(Slot slot)
    {
        await Task.Yield();
        AppServerProcess? process = null;
        MindException? trouble = null;
        try
        {
            process = await _start(_stop.Token);
        }
        catch (MindException error)
        {
            trouble = error;
        }
        catch (Exception error)
        {
            trouble = new MindException(MindFailure.Unavailable, $"The Codex app-server cannot be started ({error.GetType().Name}).", error);
        }

        AppServerProcess? replaced = null;
        lock (_gate)
        {
            slot.Starting = null;
            slot.Trouble = trouble;
            if (process is null)
            {
                slot.Failures++;
                slot.FailedAt = _time.GetTimestamp();
            }
            else
            {
                replaced = slot.Process;
                slot.Process = process;
                _all.Add(process);
                Watch(process, slot);
            }
        }

        if (trouble is not null && !_stop.IsCancellationRequested) LogNotStarted(trouble.Message);
        if (process is not null) LogStarted(process.Id);
        if (replaced is not null) _ = replaced.DrainAsync();
    }

    private void Watch(AppServerProcess process, Slot slot)
    {
        var watch = WatchAsync(process, slot);
        if (watch.IsCompleted) return;
        _watches.Add(watch);
        _ = watch.ContinueWith(
            done =>
            {
                lock (_gate) _watches.Remove(done);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private async Task WatchAsync(AppServerProcess process, Slot slot)
    {
        await process.Closed;
        await Task.Yield();
        var died = false;
        lock (_gate)
        {
            if (slot.Process == process)
            {
                slot.Process = null;
                died = !_disposed;
                slot.Failures = process.HasAnswered ? 0 : slot.Failures + 1;
                slot.FailedAt = _time.GetTimestamp();
                // One that served well is there again before its conversations need it.
                if (died && slot.Failures == 0) StartMissing();
            }
        }

        if (died) LogDied(process.Id, process.Turns);
        await EndAsync(process);
        lock (_gate) _all.Remove(process);
    }

    /// <summary>Ends one; what goes wrong with it is no reason to leave others running.</summary>
    private async Task EndAsync(AppServerProcess process)
    {
        try
        {
            await process.DisposeAsync();
        }
        catch (Exception error)
        {
            LogNotEnded(process.Id, error.GetType().Name);
        }
    }

    private static long MemoryOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return 0;
        }
    }

    [LoggerMessage(750, LogLevel.Information, "A Codex app-server runs as process {Id}.")]
    private partial void LogStarted(int id);

    [LoggerMessage(751, LogLevel.Warning, "The Codex app-server, process {Id}, ended after {Turns} turns; its conversations go on in another.")]
    private partial void LogDied(int id, int turns);

    [LoggerMessage(752, LogLevel.Warning, "A Codex app-server was not started. {Reason}")]
    private partial void LogNotStarted(string reason);

    [LoggerMessage(753, LogLevel.Information, "The Codex app-server, process {Id}, is replaced after {Turns} turns, with {Memory} MiB.")]
    private partial void LogReplaced(int id, int turns, long memory);

    [LoggerMessage(754, LogLevel.Warning, "The Codex app-server, process {Id}, was not ended rightly ({Error}).")]
    private partial void LogNotEnded(int id, string error);

    private sealed class Slot
    {
        public AppServerProcess? Process { get; set; }

        public Task? Starting { get; set; }

        public MindException? Trouble { get; set; }

        public int Failures { get; set; }

        public long FailedAt { get; set; }
    }
}
