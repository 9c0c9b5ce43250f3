namespace YemotAi.Standalone.Store;

/// <summary>Settings of the embedded store.</summary>
public sealed record StoreOptions
{
    /// <summary>Where the data lies: one directory, made if it is missing. Default <c>data</c>.</summary>
    public string Directory { get; init; } = "data";

    /// <summary>
    /// What an acknowledged write survives. Default <see cref="StoreDurability.Normal"/>: a killed program loses
    /// nothing, and a write costs microseconds; a flush to the disk would add milliseconds to every turn.
    /// </summary>
    public StoreDurability Durability { get; init; } = StoreDurability.Normal;

    /// <summary>
    /// How many writes may wait or be under way at once; more are refused. Default 65,536: over half a second of work
    /// at full speed, and more than the calls that one machine holds, so only a disk that hangs fills it.
    /// </summary>
    public int QueueLength { get; init; } = 65_536;

    /// <summary>
    /// How many bytes the waiting writes may hold together. Default 64 MiB, which bounds what a hanging disk costs.
    /// </summary>
    public long QueueBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How many writes share one commit at most. Default 1,024: beyond it a longer group saves nothing and the first
    /// in it waits longer.
    /// </summary>
    public int WritesPerCommit { get; init; } = 1024;

    /// <summary>
    /// How long a commit may take before the store counts as hanging: what waits behind it is refused then, and so is
    /// what comes, until it is through. Default 10 s, well over the longest flush of a healthy disk.
    /// </summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long to wait for another program (such as the sqlite3 shell) that holds the file locked. Default 5 s.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how many pages (4 KiB) in the write-ahead log they are copied into the main file, in the background.
    /// Default 2,000 (8 MiB): often enough to keep the log short, seldom enough that pages written again are copied once.
    /// </summary>
    public int CheckpointPages { get; init; } = 2_000;

    /// <summary>
    /// How many pages (4 KiB) the write-ahead log may reach under unbroken load before writers wait a moment until it
    /// is copied. Default 16,000 (64 MiB): bounds the disk it takes and the time to recover it at start.
    /// </summary>
    public int LogPages { get; init; } = 16_000;

    /// <summary>Connections that load actors, each used by one thread at a time. Default twice the cores, at least 4.</summary>
    public int Readers { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>
    /// Lists and searches that run at once; others wait. Default 2, so that a dashboard never takes the cores away from
    /// calls.
    /// </summary>
    public int Searches { get; init; } = 2;

    /// <summary>Page cache of the writer, in KiB. Default 16,384: the pages of tens of thousands of open calls.</summary>
    public int WriterCacheKiB { get; init; } = 16_384;

    /// <summary>Page cache of each reading connection, in KiB. Default 2,048: the upper levels of the indexes.</summary>
    public int ReaderCacheKiB { get; init; } = 2_048;

    /// <summary>
    /// Files up to this many bytes are checked whole when they are opened; of larger ones the structure and the ends of
    /// every table. Default 64 MiB, which takes a few tenths of a second.
    /// </summary>
    public long WholeCheckBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Finished calls that may wait to be indexed for text search; they are found all the same, by reading them.
    /// Indexing is done when nothing else is to be written, and in between when this many wait. Default 100,000: reading
    /// as many takes about half a second, and only after a rush longer than any pause.
    /// </summary>
    public int UnindexedCalls { get; init; } = 100_000;

    /// <summary>How long closing waits for accepted writes before it gives up on a hanging disk. Default 30 s.</summary>
    public TimeSpan CloseLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Actors that the store in memory holds; a further one is refused. Default 200,000.</summary>
    public int MemoryActors { get; init; } = 200_000;

    /// <summary>Finished calls that the store in memory holds; the oldest goes for a further one. Default 10,000.</summary>
    public int MemoryCalls { get; init; } = 10_000;

    /// <summary>
    /// Messages that the store in memory holds; a further one is refused, because a message that was promised to a
    /// caller must not vanish. Default 10,000.
    /// </summary>
    public int MemoryMessages { get; init; } = 10_000;

    /// <summary>What is wrong with these settings: one sentence each, naming the setting and what is allowed.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Directory)) yield return "Directory is empty: name the directory that keeps the data.";
        if (!Enum.IsDefined(Durability)) yield return "Durability must be Normal or Full.";
        foreach (var (name, value, least, most) in Numbers())
        {
            if (value < least || value > most)
                yield return string.Create(null, $"{name} is {value}: allowed is {least} to {most}.");
        }

        foreach (var (name, value) in Spans())
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
                yield return $"{name} is {value}: allowed is more than nothing and up to an hour.";
        }
    }

    private (string Name, long Value, long Least, long Most)[] Numbers() =>
    [
        (nameof(QueueLength), QueueLength, 1, 10_000_000),
        (nameof(QueueBytes), QueueBytes, 1 << 20, 16L << 30),
        (nameof(WritesPerCommit), WritesPerCommit, 1, 100_000),
        (nameof(CheckpointPages), CheckpointPages, 10, 1_000_000),
        (nameof(LogPages), LogPages, CheckpointPages, 10_000_000),
        (nameof(Readers), Readers, 1, 256),
        (nameof(Searches), Searches, 1, 64),
        (nameof(WriterCacheKiB), WriterCacheKiB, 256, 16 << 20),
        (nameof(ReaderCacheKiB), ReaderCacheKiB, 64, 16 << 20),
        (nameof(WholeCheckBytes), WholeCheckBytes, 0, long.MaxValue),
        (nameof(UnindexedCalls), UnindexedCalls, 1, 10_000_000),
        (nameof(MemoryActors), MemoryActors, 1, 100_000_000),
        (nameof(MemoryCalls), MemoryCalls, 1, 100_000_000),
        (nameof(MemoryMessages), MemoryMessages, 1, 100_000_000),
    ];

    private (string Name, TimeSpan Value)[] Spans() =>
    [
        (nameof(StallLimit), StallLimit),
        (nameof(BusyTimeout), BusyTimeout),
        (nameof(CloseLimit), CloseLimit),
    ];
}
