using System.Globalization;

namespace YemotAi.Benchmarks.Voice;

/// <summary>Whole Twilio calls in real time: what they cost the program, and how well they sound under load. Prints tables in Markdown.</summary>
internal static class VoiceBenchmark
{
    /// <summary>So many turns a caller of the soak takes, then he hangs up and calls again: calls come and go.</summary>
    private const int TurnsOfSoakedCall = 12;

    /// <summary>Pools, caches and the compiler have settled by then.</summary>
    private const int SettledMinute = 2;

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
        if (await VoiceWindow.QuestionAsync() is not { } question) return 69;
        VoiceWindow.PrintConditions();
        if (way > TimeSpan.Zero) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Every byte is {way.TotalMilliseconds:F0} ms under way in each direction, which is in the answer's time.\n"));
        Console.WriteLine($"| calls | {VoiceFigures.Columns} |\n{VoiceFigures.Line}");
        foreach (var calls in levels)
        {
            await using var load = await VoiceLoad.StartAsync(await VoiceServer.StartAsync(), question, way);
            Console.WriteLine($"| {calls} | {await VoiceWindow.MeasureAsync(load, calls, measured)}");
        }

        return 0;
    }

    /// <summary>The same for long: a line a minute.</summary>
    public static async Task<int> SoakAsync(int calls, int minutes)
    {
        if (await VoiceWindow.QuestionAsync() is not { } question) return 69;
        VoiceWindow.PrintConditions();
        Console.WriteLine($"{calls} calls at once, each of {TurnsOfSoakedCall} questions, then dialled again.\n\n| minute | {VoiceFigures.Columns} |\n{VoiceFigures.Line}");
        await using var load = await VoiceLoad.StartAsync(await VoiceServer.StartAsync(), question);
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
}
