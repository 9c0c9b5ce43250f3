using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Unit.Store;

/// <summary>Files that are not as they should be: named, refused, and left as they are.</summary>
public sealed class SqliteDamageTests : IDisposable
{
    private const int Page = 4096;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> Contents => new("", "x", "this is not a database", new string('\0', 20_000));

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_file_that_is_no_database_is_refused(string content)
    {
        File.WriteAllText(_directory.Database, content);

        AssertRefused("damaged");
    }

    [Fact]
    public async Task A_file_whose_header_was_overwritten_is_refused()
    {
        await FillAsync();
        Overwrite(0, 16);

        AssertRefused("damaged");
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused()
    {
        await FillAsync();
        using (var file = File.OpenWrite(_directory.Database)) file.SetLength(file.Length / 2);

        AssertRefused("damaged");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public async Task A_file_with_a_damaged_page_is_refused(int page)
    {
        await FillAsync();
        Overwrite((page - 1) * Page + (page == 1 ? 100 : 0), 1_000);

        AssertRefused("damaged", isSeenByReaders: page == 1);
    }

    [Fact]
    public async Task A_large_file_with_a_damaged_schema_is_refused_though_it_is_not_read_whole()
    {
        await FillAsync();
        Overwrite(100, 2_000);

        AssertRefused("damaged", new StoreOptions { WholeCheckBytes = 0 });
    }

    [Fact]
    public async Task Damage_found_later_fails_what_needs_the_page_and_nothing_else()
    {
        var last = (int)await FillAsync();
        var journal = File.ReadAllBytes(_directory.Database).Chunk(Page).Index()
            .Where(page => page.Item.Count(b => b == (byte)'x') > Page / 2).Select(page => page.Index).ToList();
        foreach (var page in journal[20..50]) Overwrite((long)page * Page, Page);
        var options = new StoreOptions { Directory = _directory.Path, WholeCheckBytes = 0 };
        await using var store = SqliteStore.Open(options, TimeProvider.System, NullLogger<SqliteStore>.Instance);

        var failures = 0;
        for (var i = 0; i < last; i++)
        {
            try
            {
                Assert.Equal(1, (await store.Actors.LoadAsync(new ActorKey("call", $"{i}"), Cancellation))?.Version);
            }
            catch (StoreUnavailableException e)
            {
                Assert.Contains(_directory.Database, e.Message, StringComparison.Ordinal);
                failures++;
            }
        }

        Assert.InRange(failures, 1, last - 1);
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        using (var other = SqliteDatabase.Open(_directory.Database, SqliteOpenMode.Create, TimeSpan.Zero))
            other.Execute("CREATE TABLE actors(x); INSERT INTO actors VALUES(1)");

        AssertRefused("not one of this program");
    }

    [Fact]
    public async Task A_directory_in_the_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(_directory.Database);

        AssertRefused("is a directory");

        Directory.Delete(_directory.Database);
        await FillAsync();
    }

    [Fact]
    public async Task A_missing_file_whose_log_is_there_is_not_a_first_start()
    {
        await FillAsync();
        File.WriteAllBytes(_directory.Database + "-wal", new byte[5_000]);
        File.Delete(_directory.Database);

        AssertRefused("is missing");
    }

    [Fact]
    public async Task A_file_without_its_log_is_opened()
    {
        await FillAsync();
        File.WriteAllBytes(_directory.Database + "-shm", new byte[100]);

        Assert.True(await FillAsync() > 0);
    }

    [Fact]
    public async Task A_first_start_that_was_cut_short_begins_again()
    {
        File.WriteAllText(_directory.Database + ".new", "half a database");

        Assert.True(await FillAsync() > 0);
        Assert.False(File.Exists(_directory.Database + ".new"));
    }

    [Fact]
    public void A_data_directory_that_is_a_file_is_refused()
    {
        var file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "x");

        foreach (var directory in new[] { file, Path.Combine(file, "data") })
        {
            var refused = Assert.Throws<StoreOpenException>(() => Open(new StoreOptions { Directory = directory }));
            Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_directory_that_nobody_can_write_to_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a file system that takes no files, which Linux has in /proc");

        var refused = Assert.Throws<StoreOpenException>(() => Open(new StoreOptions { Directory = "/proc/self" }));

        Assert.Contains("/proc/self cannot be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "the administrator may write any file");
        await FillAsync();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_directory.Database, UnixFileMode.UserRead);

        AssertRefused("cannot be written", isSeenByReaders: false);
    }

    /// <summary>Fills a store and closes it. Gives how many actors it holds.</summary>
    private async Task<long> FillAsync()
    {
        await using var store = Open(new StoreOptions { Directory = _directory.Path });
        var first = 0;
        while (await store.Actors.LoadAsync(new ActorKey("call", $"{first}"), Cancellation) is not null) first++;
        await Task.WhenAll(Enumerable.Range(first, 1_500).Select(i => store.Actors.WriteAsync(
            new ActorKey("call", $"{i}"), 0, new ActorWrite { Append = Encoding.UTF8.GetBytes(new string('x', 500)) }).AsTask()));
        return first + 1_500;
    }

    private void Overwrite(long offset, int length)
    {
        var garbage = new byte[length];
        new Random(5).NextBytes(garbage);
        using var file = File.OpenWrite(_directory.Database);
        Assert.InRange(offset + length, 1, file.Length);
        file.Seek(offset, SeekOrigin.Begin);
        file.Write(garbage);
    }

    /// <summary>
    /// Refused twice, with the file named, nothing changed and nothing added. Those who only read are refused too, unless
    /// the damage lies where opening for reading does not look.
    /// </summary>
    private void AssertRefused(string why, StoreOptions? options = null, bool isSeenByReaders = true)
    {
        options = (options ?? new StoreOptions()) with { Directory = _directory.Path };
        var before = Snapshot();
        for (var i = 0; i < 2; i++)
        {
            var refused = Assert.Throws<StoreOpenException>(() => Open(options));
            Assert.Contains(_directory.Database, refused.Message, StringComparison.Ordinal);
            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        }

        if (isSeenByReaders) Assert.Throws<StoreOpenException>(() => SqliteStore.OpenForReading(options));
        Assert.Equal(before, Snapshot());
    }

    /// <summary>The files of the directory with what is in them; the lock and the shared memory of readers aside.</summary>
    private Dictionary<string, string> Snapshot() => Directory.GetFiles(_directory.Path)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal))
        .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) || new FileInfo(file).Length > 0)
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static SqliteStore Open(StoreOptions options) =>
        SqliteStore.Open(options, TimeProvider.System, NullLogger<SqliteStore>.Instance);
}
