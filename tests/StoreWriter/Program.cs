using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store;

// Writes to a store until it is killed, with many writers at once, and prints a line for everything that the store has
// acknowledged: "actor version", "call key" or "message key". Takes the data directory and the number of writers.
var store = SqliteStore.Open(new StoreOptions { Directory = args[0] }, TimeProvider.System, NullLogger<SqliteStore>.Instance);
var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
var run = Guid.NewGuid().ToString("N");
await Task.WhenAll(Enumerable.Range(0, int.Parse(args[1], CultureInfo.InvariantCulture)).Select(i => Task.Run(() => WriteAsync(i))));

async Task WriteAsync(int writer)
{
    var key = new ActorKey("call", $"{writer}");
    var version = (await store.Actors.LoadAsync(key, CancellationToken.None))?.Version ?? 0;
    while (true)
    {
        var body = BitConverter.GetBytes(version + 1);
        version = await store.Actors.WriteAsync(key, version, new ActorWrite { Append = body, Snapshot = body });
        output.WriteLine($"actor {writer} {version}");
        if (version % 20 != 0) continue;

        var id = $"{run}-{writer}-{version}";
        var now = DateTimeOffset.UtcNow;
        await store.Calls.SaveAsync(new FinishedCall
        {
            Key = id,
            Began = now,
            Ended = now,
            Reason = "Idle",
            Transcript = [new TranscriptLine(now, Speaker.Caller, id)],
        });
        output.WriteLine($"call {id}");
        await store.Messages.KeepAsync(new CallerMessage { Key = id, Call = id, At = now, Business = "", Caller = "" });
        output.WriteLine($"message {id}");
    }
}
