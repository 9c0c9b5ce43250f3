using System.Globalization;

namespace YemotAi.Benchmarks.Minds;

/// <summary>
/// What a turn takes over the model's own time: minds alone and whole Yemot turns, with 1, 8 and 40 callers who all speak
/// in the same instant, side by side with the plain use of the Codex CLI. Prints tables in Markdown.
/// </summary>
internal static class MindsBenchmark
{
    private static readonly int[] Callers = [1, 8, 40];
    private static readonly int[] ThinksMilliseconds = [0, 500, 500];

    /// <summary>A caller speaks seconds after an answer, never at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures.</summary>
    /// <param name="rounds">How often each is measured, all of them in turn.</param>
    /// <param name="part">Measures only what has this in its title.</param>
    public static async Task<int> RunAsync(int rounds, string part = "")
    {
        var folder = Directory.CreateTempSubdirectory("yemotai-minds-").FullName;
        try
        {
            await using var models = await ServerProcess.StartSelfAsync(["minds-server"], "ready");
            var where = (await models.AskAsync("where", "at ")).Split(' ');
            var subjects = new Subjects(folder, where[0], where[1], models.Id);
            Console.WriteLine($"{Environment.ProcessorCount} cores, {rounds} rounds; load before: {Load()}");
            var results = new List<Figures>();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var start in Starts(subjects))
                {
                    await using var subject = await start();
                    if (!subject.Title.Contains(part, StringComparison.Ordinal)) continue;
                    await WarmUpAsync(subject, models);
                    for (var i = 0; i < Callers.Length; i++) await MeasureAsync(FiguresOf(results, subject, i), subject, i, models);
                }
            }

            Print(results);
            var counted = (await models.AskAsync("count", "counted ")).Split(' ', 3);
            Console.WriteLine($"\nThe models were asked {counted[0]} times and refused {counted[1]} requests. Load after: {Load()}");
            if (counted[1] != "0") Console.WriteLine("The first one refused: " + counted[2]);
            foreach (var failure in results.SelectMany(r => r.Turns.Concat(r.Begun), (r, turn) => (r.Title, r.Callers, turn.Failure)).Where(f => f.Failure is not null).Take(10))
                Console.WriteLine($"Failed: {failure.Title}, {failure.Callers} callers: {failure.Failure}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<Func<Task<Subject>>> Starts(Subjects subjects)
    {
        List<Func<Task<Subject>>> starts =
        [
            () => Task.FromResult(subjects.Bare()),
            () => Task.FromResult(subjects.OpenAi()),
            () => Task.FromResult(subjects.Anthropic()),
        ];
        if (Subjects.Codex is { } codex)
        {
            starts.Add(() => Task.FromResult(subjects.AppServer(codex)));
            starts.Add(() => Task.FromResult(subjects.Exec(codex)));
            starts.Add(() => subjects.PlainAsync(codex));
        }

        if (Subjects.Claude is { } claude) starts.Add(() => Task.FromResult(subjects.ClaudeCode(claude)));
        starts.Add(subjects.OpenAiLineAsync);
        if (Subjects.Codex is { } path) starts.Add(() => subjects.AppServerLineAsync(path));
        return starts;
    }

    /// <summary>Everything compiled, every process started, every connection open.</summary>
    private static async Task WarmUpAsync(Subject subject, ServerProcess models)
    {
        await models.AskAsync("think 0", "thinks");
        var callers = Enumerable.Range(0, 4).Select(subject.NewCaller).ToList();
        var turns = subject.Turns[0] > 10 ? 60 : 1;
        for (var turn = 0; turn < turns; turn++) await AllAsync(callers);
        await Task.WhenAll(callers.Select(caller => caller.HangUpAsync()));
    }

    private static async Task MeasureAsync(Figures figures, Subject subject, int step, ServerProcess models)
    {
        await models.AskAsync(string.Create(CultureInfo.InvariantCulture, $"think {figures.Thinks.TotalMilliseconds:F0}"), "thinks");
        var callers = Enumerable.Range(0, figures.Callers).Select(subject.NewCaller).ToList();
        figures.Begun.AddRange(await AllAsync(callers));
        for (var more = 0; figures.Callers == 1 && more < 4; more++) figures.Begun.Add(await BeginAsync(subject));
        for (var turn = 1; turn < subject.Before; turn++) await AllAsync(callers);
        var before = subject.Family.Used();
        for (var turn = 0; turn < subject.Turns[step]; turn++)
        {
            await Task.Delay(Pause);
            figures.Turns.AddRange(await AllAsync(callers));
        }

        figures.Use(subject.Family.Used() - before);
        if (subject.RunsPrograms) await WeighAsync(figures, subject, callers, models);
        await Task.WhenAll(callers.Select(caller => caller.HangUpAsync()));
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{subject.Title}, {figures.Callers}: {figures.Added(0.5):F1} ms; load {Load()}"));
    }

    /// <summary>A conversation of one turn: a single caller begins but one, and one is too few to tell from.</summary>
    private static async Task<MeasuredTurn> BeginAsync(Subject subject)
    {
        var caller = subject.NewCaller(1);
        var turn = await caller.TakeTurnAsync();
        await caller.HangUpAsync();
        return turn;
    }

    /// <summary>One more turn that is not measured: who looks at memory takes time from what he looks at.</summary>
    private static async Task WeighAsync(Figures figures, Subject subject, List<ICaller> callers, ServerProcess models)
    {
        await models.AskAsync("think 500", "thinks");
        var turn = AllAsync(callers);
        do
        {
            await Task.WhenAny(turn, Task.Delay(100));
            var programs = subject.Family.Children();
            figures.See(programs.Count, ProcessFamily.SharedOutMiB(programs));
        }
        while (!turn.IsCompleted);
        await turn;
    }

    /// <summary>A turn of every caller, begun in the same instant.</summary>
    private static Task<MeasuredTurn[]> AllAsync(List<ICaller> callers) =>
        Task.WhenAll(callers.Select(caller => Task.Run(caller.TakeTurnAsync)));

    private static Figures FiguresOf(List<Figures> results, Subject subject, int step)
    {
        if (results.Find(r => r.Title == subject.Title && r.Callers == Callers[step]) is { } known) return known;
        var figures = new Figures(subject, Callers[step], TimeSpan.FromMilliseconds(ThinksMilliseconds[step]));
        results.Add(figures);
        return figures;
    }

    private static void Print(List<Figures> results)
    {
        Console.WriteLine("""

            Milliseconds over the model's own time.

            | | callers | turns | median | p95 | most | first word | begun anew | peer : this | CPU ms a turn | failed | programs | MiB (PSS) |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
        foreach (var r in results)
        {
            var peer = results.Find(p => p.Callers == r.Callers && p.Kind == SubjectKind.Peer);
            var ratio = peer is null || r.Kind != SubjectKind.Codex ? "" : (peer.Added(0.5) / r.Added(0.5)).ToString("F1", CultureInfo.InvariantCulture);
            var first = r.AddedToFirstWord() is { } word ? word.ToString("F1", CultureInfo.InvariantCulture) : "";
            var programs = r.MostPrograms == 0 ? " | " : string.Create(CultureInfo.InvariantCulture, $"{r.MostPrograms} | {r.MostMiB:F0}");
            // With fewer callers the runtime's own compiling in the background is more than what turns take.
            var used = r.Callers < Callers[^1] ? "" : r.UsedOfTurn.ToString("F1", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {r.Title} | {r.Callers} | {r.Turns.Count} | {r.Added(0.5):F1} | {r.Added(0.95):F1} | {r.Added(1):F1} | {first} | {r.AddedToBegun():F1} | {ratio} | {used} | {r.Failures} | {programs} |"));
        }
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
