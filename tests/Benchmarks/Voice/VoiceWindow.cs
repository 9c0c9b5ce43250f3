using System.Globalization;

namespace YemotAi.Benchmarks.Voice;

/// <summary>How a number of calls is measured: which question, from when on, under what conditions.</summary>
internal static class VoiceWindow
{
    /// <summary>From the last dialling to the window.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(10);

    /// <summary>Has so many callers talk, and measures a stretch of it. Tells what was wrong, before and during it.</summary>
    /// <param name="load">The programs.</param>
    /// <param name="calls">How many calls at once.</param>
    /// <param name="length">How long the stretch is.</param>
    public static async Task<VoiceFigures> MeasureAsync(VoiceLoad load, int calls, TimeSpan length)
    {
        load.Begin(calls, mostTurns: int.MaxValue);
        await Task.Delay(VoiceLoad.DialsOver + Settles);
        // What was wrong at the beginning is told as well: it is a beginning under load.
        var early = new VoiceFigures(load, calls, load.Idle, await load.SampleAsync());
        var begin = await load.SampleAsync();
        load.Tally.Take();
        await Task.Delay(length);
        var end = await load.SampleAsync();
        // What calls have met is known when they are over.
        await load.EndAsync();
        var figures = new VoiceFigures(load, calls, begin, end);
        if (early.Complaints() is { Length: > 0 } before) Console.Error.WriteLine($"{calls} calls, before the window: {before}");
        if (figures.Complaints() is { Length: > 0 } during) Console.Error.WriteLine($"{calls} calls: {during}");
        return figures;
    }

    /// <summary>The question; null, with a complaint, where there is nobody to speak it.</summary>
    public static async Task<ReadOnlyMemory<byte>?> QuestionAsync()
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

    public static void PrintConditions()
    {
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "not known";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Environment.ProcessorCount} cores, which the programs share with this process (phones and ear); load average at the start: {load}.
            CPU is in percent of one core. The ear takes {VoiceEar.Takes.TotalMilliseconds:F0} ms, which is within the answer's time.

            """));
    }
}
