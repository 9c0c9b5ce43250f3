using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;

namespace YemotAi.Unit.Store;

/// <summary>A process of its own writes to a store and is killed: what it was told is written must be there.</summary>
public sealed class SqliteKillTests : IDisposable
{
    private const int Kills = 6;
    private const int Writers = 16;

    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, long> _versions = [];
    private readonly HashSet<string> _calls = [];
    private readonly HashSet<string> _messages = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_killed_program_loses_nothing_that_was_acknowledged()
    {
        var moments = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            await WriteAndKillAsync(afterLines: moments.Next(1, 6_000));
            await AssertAllIsThereAsync();
        }

        Assert.Equal(Writers, _versions.Count);
        Assert.NotEmpty(_calls);
    }

    /// <summary>Starts the writer, kills it when it has said so many lines, and takes in all that it said.</summary>
    private async Task WriteAndKillAsync(int afterLines)
    {
        using var writer = Process.Start(new ProcessStartInfo(DotNet)
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "YemotAi.StoreWriter.dll"), _directory.Path, $"{Writers}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = writer.StandardError.ReadToEndAsync(Cancellation);
        var lines = 0;
        string? last = null;
        try
        {
            while (await writer.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            {
                if (++lines == afterLines) writer.Kill();
                // The last line before the end may be cut short, so a line is taken in only when another has followed.
                if (last is not null) TakeIn(last);
                last = line;
            }
        }
        finally
        {
            writer.Kill();
        }

        await writer.WaitForExitAsync(Cancellation);
        Assert.True(lines >= afterLines, $"The writer ended by itself: {await errors}");
    }

    private void TakeIn(string line)
    {
        var words = line.Split(' ');
        switch (words[0])
        {
            case "actor":
                _versions[words[1]] = Math.Max(
                    _versions.GetValueOrDefault(words[1]), long.Parse(words[2], CultureInfo.InvariantCulture));
                break;
            case "call":
                _calls.Add(words[1]);
                break;
            default:
                Assert.Equal("message", words[0]);
                _messages.Add(words[1]);
                break;
        }
    }

    private async Task AssertAllIsThereAsync()
    {
        await using var store = SqliteStore.Open(
            new StoreOptions { Directory = _directory.Path }, TimeProvider.System, NullLogger<SqliteStore>.Instance);
        foreach (var (writer, version) in _versions)
        {
            var stored = await store.Actors.LoadAsync(new ActorKey("call", writer), Cancellation);
            Assert.NotNull(stored);
            Assert.InRange(stored.Version, version, long.MaxValue);
            Assert.Equal(
                Enumerable.Range(1, (int)stored.Version).Select(i => (long)i),
                stored.Journal.Select(entry => BitConverter.ToInt64(entry.Span)));
            Assert.Equal(stored.Version, BitConverter.ToInt64(stored.Snapshot!.Value.Span));
        }

        var messages = await store.Messages.ListAsync(null, int.MaxValue, Cancellation);
        Assert.Superset(_messages, messages.Select(message => message.Key).ToHashSet());
        foreach (var call in _calls.TakeLast(20))
            Assert.Equal(call, Assert.Single(await store.Calls.FindAsync(new CallQuery { Text = call }, Cancellation)).Key);
    }

    /// <summary>The program that runs .NET programs, of the .NET that runs this one.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
