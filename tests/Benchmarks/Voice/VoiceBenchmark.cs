using System.Globalization;

namespace YemotAi.Benchmarks.Voice;

/// <summary>Whole Twilio calls in real time: what they cost the program, and how well they sound under load. Prints tables in Markdown.</summary>
internal static class VoiceBenchmark
{
    /// <summary>So many turns a caller of the soak takes, then he hangs up and calls again: calls come and go.</summary>
    private const int TurnsOfSoakedCall = 12;

    /// <summary>Pools, caches and the compiler have settled by then.</summary>
    private const int SettledMinute = 2;

    /// <summary>From the last dialling to the window.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(10);

    /// <summary>A new program for each number of calls.</summary>
    /// <param name="levels">How many calls at once, with commas between them.</param>
    /// <param name="seconds">How long each is measured.</param>
    /// <param name="way">For how many milliseconds every byte is under way between phone and program, in one direction.</param>
    public static Task<int> RunAsync(string levels, string seconds, string way = "0") => RunAsync(
        [.. levels.Split(',').Select(calls => int.Parse(calls, CultureInfo.InvariantCulture))],
        TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)),
        TimeSpan.FromMilliseconds(int.Parse(way, CultureInfo.InvariantCulture)));

    private static async Task<int> RunAsync(IReadOnlyList<int> levels, TimeSpan measured, TimeSpan way)
    {
        if (await QuestionAsync() is not { } question) return 69;
        PrintConditions();
        if (way > TimeSpan.Zero) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Every byte is {way.TotalMilliseconds:F0} ms under way in each direction, which is in the answer's time.\n"));
        Console.WriteLine($"| calls | {VoiceFigures.Columns} |\n{VoiceFigures.Line}");
        foreach (var calls in levels)
        {
            await using var load = await VoiceLoad.StartAsync(question, way);
            load.Begin(calls, mostTurns: int.MaxValue);
            await Task.Delay(VoiceLoad.DialsOver + Settles);
            // What was wrong at the beginning is told as well: it is a beginning under load.
            var early = new VoiceFigures(load, calls, load.Idle, await load.SampleAsync());
            var begin = await load.SampleAsync();
            load.Tally.Take();
            await Task.Delay(measured);
            var end = await load.SampleAsync();
            // What calls have met is known when they are over.
            await load.EndAsync();
            var figures = new VoiceFigures(load, calls, begin, end);
            Console.WriteLine($"| {calls} | {figures}");
            if (early.Complaints() is { Length: > 0 } before) Console.Error.WriteLine($"{calls} calls, before the window: {before}");
            if (figures.Complaints() is { Length: > 0 } during) Console.Error.WriteLine($"{calls} calls: {during}");
        }

        return 0;
    }

    /// <summary>The same for long: a line a minute.</summary>
    public static async Task<int> SoakAsync(int calls, int minutes)
    {
        if (await QuestionAsync() is not { } question) return 69;
        PrintConditions();
        Console.WriteLine($"{calls} calls at once, each of {TurnsOfSoakedCall} questions, then dialled again.\n\n| minute | {VoiceFigures.Columns} |\n{VoiceFigures.Line}");
        await using var load = await VoiceLoad.StartAsync(question);
        load.Begin(calls, TurnsOfSoakedCall);
        var samples = new List<VoiceSample> { await load.SampleAsync() };
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        while (samples.Count <= minutes && await timer.WaitForNextTickAsync())
        {
            samples.Add(await load.SampleAsync());
            var figures = new VoiceFigures(load, calls, samples[^2], samples[^1]);
            Console.WriteLine($"| {samples.Count - 1} | {figures}");
            if (figures.Complaints() is { Length: > 0 } wrong) Console.Error.WriteLine($"minute {samples.Count - 1}: {wrong}");
        }

        if (minutes > SettledMinute)
        {
            var growth = (samples[^1].Resident - samples[SettledMinute].Resident) / 1024.0 / 1024.0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nResident memory grew by {growth:F1} MiB between minute {SettledMinute} and minute {minutes}."));
        }

        return 0;
    }

    private static async Task<ReadOnlyMemory<byte>?> QuestionAsync()
    {
        try
        {
            return await CallerQuestion.SpeakAsync();
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }

    private static void PrintConditions()
    {
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not known";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Environment.ProcessorCount} cores, which the program shares with this process (phones and ear); load average at the start: {load}.
            CPU is in percent of one core. The ear takes {VoiceServer.EarTakes.TotalMilliseconds:F0} ms, which is within the answer's time.

            """));
    }
}
