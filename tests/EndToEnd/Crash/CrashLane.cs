using System.Collections.Concurrent;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Crash;

/// <summary>
/// The program on one data folder, killed and started again at random points. The points are counted in requests and
/// in effects, not in time.
/// </summary>
internal sealed class CrashLane : IAsyncDisposable
{
    /// <summary>Most requests that one life of the program answers.</summary>
    private const int LongestLife = 40;

    private readonly DataFolder _folder = new();
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly int _wantedKills;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _archived = new(StringComparer.Ordinal);
    private Life _life;
    private int _kills;
    private volatile bool _closed;

    public CrashLane(int seed, int wantedKills)
    {
        _random = new Random(seed);
        _wantedKills = wantedKills;
        _life = Begin();
    }

    /// <summary>Where in a request's life the program is killed.</summary>
    private enum KillAt
    {
        /// <summary>The request is on its way and nobody waits for an answer yet.</summary>
        Sent,

        /// <summary>The answer has begun to come.</summary>
        Answering,

        /// <summary>The answer is there.</summary>
        Answered,

        /// <summary>The program kills itself before an effect.</summary>
        BeforeEffect,

        /// <summary>The program kills itself when an effect is done and nobody knows it yet.</summary>
        AfterEffect,

        /// <summary>Nobody has asked anything yet: the program has only just begun to listen.</summary>
        Listening,
    }

    /// <summary>How often the program has died so far.</summary>
    public int Kills => Volatile.Read(ref _kills);

    /// <summary>Whether it has died as often as it should.</summary>
    public bool IsEnough => Kills >= _wantedKills;

    /// <summary>The line's path, another one in each lane.</summary>
    public string Path { get; } = "/lane-" + Guid.NewGuid().ToString("N");

    /// <summary>The program's data.</summary>
    public string DataPath => _folder.File("data");

    /// <summary>The effects that are on the disk: key, number and what was said.</summary>
    public string[][] Effects => [.. File.ReadAllLines(EffectsFile).Select(line => line.Split('\t'))];

    /// <summary>The keys of all executions of effects, also of those that came to nothing.</summary>
    public string[] Executions => File.ReadAllLines(EffectsFile + ".begun");

    private string EffectsFile => _folder.File("effects.tsv");

    /// <summary>
    /// Sends one request, again and again while the connection breaks, as a proxy does that stands before the line.
    /// </summary>
    /// <param name="send">Sends it to an address; completes when the answer begins to come, gives its reading.</param>
    /// <param name="broken">Is told each time that the connection breaks.</param>
    public async Task<T> SendAsync<T>(Func<Uri, Task<Func<Task<T>>>> send, Action broken)
    {
        while (true)
        {
            var life = Volatile.Read(ref _life);
            var address = await life.Listens;
            var kill = life.Count();
            try
            {
                var answering = send(address);
                if (kill == KillAt.Sent) life.Program.Kill();
                var read = await answering;
                if (kill == KillAt.Answering) life.Program.Kill();
                var answer = await read();
                if (kill == KillAt.Answered) life.Program.Kill();
                return answer;
            }
            catch (Exception error) when (error is HttpRequestException or IOException or System.Net.Sockets.SocketException)
            {
                broken();
                // A broken connection is the death of the program; anything else is a failure.
                await Waiting.For($"after '{error.Message}' the program is dead and another one begins", life.Over);
            }
        }
    }

    /// <summary>Waits until a call is in the archive.</summary>
    public Task WhenArchivedAsync(string key) => Waiting.For($"{key} is archived", Archived(key).Task);

    /// <summary>Stops the program gracefully; gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        var life = Volatile.Read(ref _life);
        await life.Listens;
        life.Program.Say("stop");
        return await Waiting.For("the program stops", life.Program.WhenEndedAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await Volatile.Read(ref _life).Program.DisposeAsync();
        _folder.Dispose();
    }

    private Life Begin()
    {
        KillAt? at;
        int after;
        lock (_gate)
        {
            at = IsEnough ? null : (KillAt)_random.Next(6);
            after = _random.Next(1, LongestLife + 1);
        }

        var own = at is KillAt.BeforeEffect or KillAt.AfterEffect;
        var program = ChildProgram.Start(
            "YemotAi.CrashHost.dll",
            [
                "--Urls", "http://127.0.0.1:0", "--Yemot:Path", Path, "--Data", DataPath, "--Logging:LogLevel:Default", "Warning",
                // Callers repeat any request of their call, also when many starts of a slow machine lie between.
                "--Calls:RepetitionWindow", "00:05:00", "--Calls:Patience", "00:01:00",
            ],
            new Dictionary<string, string>
            {
                ["CRASH_EFFECTS"] = EffectsFile,
                ["CRASH_AT"] = own ? $"{(at == KillAt.BeforeEffect ? "before" : "after")}:{(after + 1) / 2}" : "",
            },
            onLine: Hear);
        var life = new Life(program, own ? null : at, after);
        if (at == KillAt.Listening) _ = KillAsync(life);
        _ = SucceedAsync(life);
        return life;
    }

    /// <summary>When the program has died, the next one begins; one that ended by itself was stopped.</summary>
    private async Task SucceedAsync(Life life)
    {
        var code = await life.Program.WhenEndedAsync();
        await life.Program.DisposeAsync();
        if (code == 0 || _closed) return;
        if (code != ChildProgram.Killed)
        {
            life.Fail(new InvalidOperationException($"The program ended by itself, with {code}:\n{life.Program.Output}\n{life.Program.Errors}"));
            return;
        }

        Interlocked.Increment(ref _kills);
        Volatile.Write(ref _life, Begin());
        life.End();
    }

    private static async Task KillAsync(Life life)
    {
        await life.Listens;
        life.Program.Kill();
    }

    private void Hear(string line)
    {
        const string mark = "archived ";
        if (line.StartsWith(mark, StringComparison.Ordinal)) Archived(line[mark.Length..]).TrySetResult();
    }

    private TaskCompletionSource Archived(string key) =>
        _archived.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>The program from one start to its end.</summary>
    private sealed class Life(ChildProgram program, KillAt? killAt, int after)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _requests;

        public ChildProgram Program { get; } = program;

        public Task<Uri> Listens { get; } = program.WhenListeningAsync();

        /// <summary>Completes when it is dead and its successor has begun.</summary>
        public Task Over => _over.Task;

        public void End() => _over.SetResult();

        public void Fail(Exception error) => _over.SetException(error);

        /// <summary>Counts a request; says whether and how it is the one at which the program is killed.</summary>
        public KillAt? Count() => Interlocked.Increment(ref _requests) == after ? killAt : null;
    }
}
