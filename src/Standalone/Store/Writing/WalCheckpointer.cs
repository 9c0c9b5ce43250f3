using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Writing;

/// <summary>
/// Copies the write-ahead log into the main file. Copying waits for the disk twice, so a thread with its own connection
/// does it while the writer goes on. As a log that is always written to never empties that way, the writer copies the
/// short rest itself when the log has reached its limit.
/// </summary>
internal sealed class WalCheckpointer : IDisposable
{
    private readonly SqliteDatabase _writer;
    private readonly SqliteDatabase _own;
    private readonly StoreOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly ManualResetEventSlim _copied = new(true);
    private readonly Thread _thread;

    private volatile bool _closing;
    private long _written;
    private long _sinceAsked;
    private long _pagesInLog;
    private long _nextRest;
    private Report? _report;
    private bool _failing;

    /// <summary>Starts the thread.</summary>
    /// <param name="writer">The writer's connection, used only inside <see cref="AfterCommit"/>.</param>
    /// <param name="own">A connection of its own, disposed with this.</param>
    /// <param name="options">The store's settings.</param>
    /// <param name="logger">Hears of failed copying.</param>
    public WalCheckpointer(SqliteDatabase writer, SqliteDatabase own, StoreOptions options, ILogger logger)
    {
        _writer = writer;
        _own = own;
        _options = options;
        _logger = logger;
        _nextRest = options.LogPages;
        _thread = new Thread(Work) { Name = "Store checkpoint", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Called by the writer's thread after every commit.</summary>
    public void AfterCommit()
    {
        var pages = _writer.TakePagesWritten();
        _sinceAsked += pages;
        Volatile.Write(ref _written, _written + pages);
        _pagesInLog += pages;
        if (!_copied.IsSet)
        {
            // The disk takes pages more slowly than they come: the log must not grow for ever.
            if (_pagesInLog < 2L * _options.LogPages) return;
            _copied.Wait();
        }

        // Only a checkpoint knows how long the log is: a write that finds it copied whole begins it anew, unseen.
        var report = Interlocked.Exchange(ref _report, null);
        if (report is not null) _pagesInLog = report.Pages + _written - report.Written;

        // Right after the thread has copied, the rest is shortest.
        var isFull = _pagesInLog >= _nextRest;
        if (isFull && report is not null) CopyRest();
        else if (isFull || _sinceAsked >= _options.CheckpointPages) Ask();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing = true;
        _wanted.Release();
        if (!_thread.Join(_options.CloseLimit)) return; // The disk hangs, and the thread still uses all of this.
        _own.Dispose();
        _wanted.Dispose();
        _copied.Dispose();
    }

    private void Ask()
    {
        _sinceAsked = 0;
        _copied.Reset();
        _wanted.Release();
    }

    private void CopyRest()
    {
        if (TryCopy(_writer, out _))
        {
            _pagesInLog = 0;
            _nextRest = _options.LogPages;
        }
        else
        {
            // A reader holds the log: another try makes sense only after a while.
            _nextRest = _pagesInLog + _options.CheckpointPages;
        }
    }

    private void Work()
    {
        while (true)
        {
            _wanted.Wait();
            if (_closing) return;
            var written = Volatile.Read(ref _written);
            TryCopy(_own, out var pages);
            if (pages >= 0) Volatile.Write(ref _report, new Report(pages, written));
            _copied.Set();
        }
    }

    private bool TryCopy(SqliteDatabase connection, out int pages)
    {
        try
        {
            var all = connection.Checkpoint(out pages);
            _failing = false;
            return all;
        }
        catch (SqliteException e)
        {
            if (!_failing) StoreLog.CheckpointFailed(_logger, e.Explain());
            _failing = true;
            pages = -1;
            return false;
        }
    }

    /// <summary>What a checkpoint found.</summary>
    /// <param name="Pages">Pages in the log.</param>
    /// <param name="Written">Pages that the writer had written in all when the checkpoint began.</param>
    private sealed record Report(long Pages, long Written);
}
