using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Writing;

/// <summary>
/// The one thread that writes. It takes all that waits, of however many actors, runs it in one transaction, and completes
/// each write when the commit has succeeded: the more is to be written, the less a write costs.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(50);

    private readonly SqliteDatabase _database;
    private readonly WalCheckpointer _checkpointer;
    private readonly IIdleWork _idleWork;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WriteTransaction _transaction;
    private readonly Thread _thread;
    private readonly ITimer _stallWatch;
    private readonly QueuedWrite[] _group;

    private readonly object _gate = new();
    private readonly Queue<QueuedWrite> _waiting = new();
    private int _accepted;
    private long _acceptedBytes;
    private bool _asleep;
    private bool _closing;
    private bool _stalled;
    private long? _commitBegan;
    private bool _failing;

    /// <summary>Starts the thread.</summary>
    /// <param name="database">The writing connection: from now on this thread's alone.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="checkpointer">Empties the write-ahead log; disposed with this.</param>
    /// <param name="idleWork">What to do when nothing waits.</param>
    /// <param name="options">The store's settings.</param>
    /// <param name="time">Measures how long a commit takes.</param>
    /// <param name="logger">Hears of failures.</param>
    public GroupWriter(
        SqliteDatabase database,
        WriteTransaction transaction,
        WalCheckpointer checkpointer,
        IIdleWork idleWork,
        StoreOptions options,
        TimeProvider time,
        ILogger logger)
    {
        _database = database;
        _checkpointer = checkpointer;
        _idleWork = idleWork;
        _options = options;
        _time = time;
        _logger = logger;
        _transaction = transaction;
        _group = new QueuedWrite[options.WritesPerCommit];
        _thread = new Thread(Work) { Name = "Store writer", IsBackground = true };
        _thread.Start();
        var period = options.StallLimit / 2;
        _stallWatch = time.CreateTimer(static self => ((GroupWriter)self!).LookForStall(), this, period, period);
    }

    /// <summary>
    /// Queues a write. The task completes when it is committed, and fails with <see cref="StoreUnavailableException"/> if
    /// it is not or if the queue is full.
    /// </summary>
    public Task<long> Enqueue(QueuedWrite write)
    {
        lock (_gate)
        {
            if (WhyNot(write) is { } reason)
            {
                write.Fail(reason, null);
                return write.Task;
            }

            _accepted++;
            _acceptedBytes += write.Bytes;
            _waiting.Enqueue(write);
            if (_asleep) Monitor.Pulse(_gate);
        }

        return write.Task;
    }

    /// <summary>Takes nothing more, writes what was accepted, and ends the thread. The connection stays open.</summary>
    /// <exception cref="StoreUnavailableException">The disk hangs: what waited was given up.</exception>
    public void Close()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        if (!_thread.Join(_options.CloseLimit))
        {
            FailWaiting();
            throw new StoreUnavailableException(
                $"{_database.File} could not be closed properly: the disk has not answered for {_options.CloseLimit}.");
        }

        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _stallWatch.Dispose();

    private string? WhyNot(QueuedWrite write)
    {
        if (_closing) return $"{_database.File} is closed.";
        if (_stalled) return Hanging;
        if (_accepted >= _options.QueueLength || _acceptedBytes + write.Bytes > _options.QueueBytes)
            return $"{_database.File} cannot be written as fast as is asked for: {_accepted} writes are waiting.";
        return null;
    }

    private string Hanging =>
        $"The disk that holds {_database.File} has not answered for {_options.StallLimit}. Check the disk.";

    private void Work()
    {
        while (true)
        {
            var count = Take(out var closing);
            if (count > 0)
            {
                Write(_group.AsSpan(0, count));
                AfterCommit();
                if (_idleWork.IsOverdue) DoIdleWork();
                Forget(count);
            }
            else if (closing) return;
            else DoIdleWork();
        }
    }

    /// <summary>Waits for writes; gives none when the store closes, or when there is time for other work.</summary>
    private int Take(out bool closing)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closing)
            {
                _asleep = true;
                var woken = true;
                if (_idleWork.IsWaiting) woken = Monitor.Wait(_gate, IdleAfter);
                else Monitor.Wait(_gate);
                _asleep = false;
                if (!woken && _waiting.Count == 0) break;
            }

            closing = _closing;
            var count = Math.Min(_waiting.Count, _group.Length);
            for (var i = 0; i < count; i++) _group[i] = _waiting.Dequeue();
            if (count > 0) _commitBegan = _time.GetTimestamp();
            return count;
        }
    }

    private void Forget(int count)
    {
        lock (_gate)
        {
            _commitBegan = null;
            _stalled = false;
            _accepted -= count;
            for (var i = 0; i < count; i++) _acceptedBytes -= _group[i].Bytes;
        }

        Array.Clear(_group, 0, count);
    }

    private void Write(ReadOnlySpan<QueuedWrite> group)
    {
        var failure = TryCommit(group, out var hitsAll);
        if (failure is null)
        {
            if (_failing) StoreLog.WritesAgain(_logger, _database.File);
            _failing = false;
            foreach (var write in group) write.Complete();
        }
        else if (group.Length > 1 && !hitsAll)
        {
            // One of them cannot be written; each for itself tells which, and the others are spared.
            for (var i = 0; i < group.Length; i++) Write(group.Slice(i, 1));
        }
        else
        {
            var reason = Explain(failure);
            if (!_failing) StoreLog.WriteFailed(_logger, reason);
            _failing = hitsAll;
            foreach (var write in group) write.Fail(reason, failure);
        }
    }

    private Exception? TryCommit(ReadOnlySpan<QueuedWrite> group, out bool hitsAll)
    {
        hitsAll = true;
        try
        {
            _transaction.Begin();
            hitsAll = false;
            foreach (var write in group) write.Run();
            hitsAll = true;
            _transaction.Commit();
            return null;
        }
        catch (Exception e)
        {
            hitsAll |= e is SqliteException { HitsAll: true };
            Rollback();
            return e;
        }
    }

    private void Rollback()
    {
        try
        {
            _transaction.Rollback();
        }
        catch (SqliteException e)
        {
            StoreLog.WriteFailed(_logger, e.Explain());
        }
    }

    private void AfterCommit()
    {
        try
        {
            _checkpointer.AfterCommit();
        }
        catch (Exception e)
        {
            StoreLog.WriteFailed(_logger, Explain(e));
        }
    }

    private void DoIdleWork()
    {
        try
        {
            _idleWork.DoSome();
            AfterCommit();
        }
        catch (Exception e)
        {
            Rollback();
            StoreLog.WriteFailed(_logger, Explain(e));
        }
    }

    private void LookForStall()
    {
        lock (_gate)
        {
            if (_commitBegan is not { } began || _time.GetElapsedTime(began) < _options.StallLimit) return;
            if (!_stalled) StoreLog.WriteFailed(_logger, Hanging);
            _stalled = true;
        }

        FailWaiting();
    }

    private void FailWaiting()
    {
        var given = new List<QueuedWrite>();
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var write))
            {
                _accepted--;
                _acceptedBytes -= write.Bytes;
                given.Add(write);
            }
        }

        foreach (var write in given) write.Fail(Hanging, null);
    }

    private static string Explain(Exception failure) =>
        failure is SqliteException sqlite ? sqlite.Explain() : failure.Message;
}
