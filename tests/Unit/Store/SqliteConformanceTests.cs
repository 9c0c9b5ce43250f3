using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;
using YemotAi.Tests;

namespace YemotAi.Unit.Store;

public sealed class SqliteActorStoreTests : ActorStoreConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override ValueTask<(IActorStore Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var store = SqliteStore.Open(new StoreOptions { Directory = _directory.Path }, new CalendarOnly(time), NullLogger<SqliteStore>.Instance);
        return new((store.Actors, store));
    }

    private protected override void Clear() => _directory.Dispose();
}

/// <summary>With calls found by reading them: indexing waits for a pause that a test seldom gives.</summary>
public sealed class SqliteCallArchiveTests : CallArchiveConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override ValueTask<(ICallArchive Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var store = SqliteStore.Open(new StoreOptions { Directory = _directory.Path }, new CalendarOnly(time), NullLogger<SqliteStore>.Instance);
        return new((store.Calls, store));
    }

    private protected override void Clear() => _directory.Dispose();
}

/// <summary>With calls found in the index: every call is indexed before the next write.</summary>
public sealed class SqliteIndexedCallArchiveTests : CallArchiveConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override ValueTask<(ICallArchive Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var options = new StoreOptions { Directory = _directory.Path, UnindexedCalls = 0 };
        var store = new IndexingStore(SqliteStore.Open(options, new CalendarOnly(time), NullLogger<SqliteStore>.Instance));
        return new((store.Calls, store));
    }

    private protected override void Clear() => _directory.Dispose();
}

public sealed class SqliteMessageBoxTests : MessageBoxConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override ValueTask<(IMessageBox Port, IAsyncDisposable Store)> OpenAsync(TimeProvider time)
    {
        var store = SqliteStore.Open(new StoreOptions { Directory = _directory.Path }, new CalendarOnly(time), NullLogger<SqliteStore>.Instance);
        return new((store.Messages, store));
    }

    private protected override void Clear() => _directory.Dispose();
}
