using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Standalone.Store;

namespace YemotAi.Unit.Store;

public sealed class SqliteActorStoreTests : ActorStoreConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override IStore Open(TimeProvider time) =>
        SqliteStore.Open(new StoreOptions { Directory = _directory.Path }, time, NullLogger<SqliteStore>.Instance);

    private protected override void Clear() => _directory.Dispose();
}

/// <summary>With calls found by reading them: indexing waits for a pause that a test seldom gives.</summary>
public sealed class SqliteCallArchiveTests : CallArchiveConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override IStore Open(TimeProvider time) =>
        SqliteStore.Open(new StoreOptions { Directory = _directory.Path }, time, NullLogger<SqliteStore>.Instance);

    private protected override void Clear() => _directory.Dispose();
}

/// <summary>With calls found in the index: every call is indexed before the next write.</summary>
public sealed class SqliteIndexedCallArchiveTests : CallArchiveConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override IStore Open(TimeProvider time)
    {
        var options = new StoreOptions { Directory = _directory.Path, UnindexedCalls = 0 };
        return new IndexingStore(SqliteStore.Open(options, time, NullLogger<SqliteStore>.Instance));
    }

    private protected override void Clear() => _directory.Dispose();
}

public sealed class SqliteMessageBoxTests : MessageBoxConformance
{
    private readonly TemporaryDirectory _directory = new();

    private protected override IStore Open(TimeProvider time) =>
        SqliteStore.Open(new StoreOptions { Directory = _directory.Path }, time, NullLogger<SqliteStore>.Instance);

    private protected override void Clear() => _directory.Dispose();
}
