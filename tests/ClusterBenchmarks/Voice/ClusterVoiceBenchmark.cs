using System.Globalization;
using YemotAi.Benchmarks.Voice;

namespace YemotAi.ClusterBenchmarks.Voice;

/// <summary>
/// Whole Twilio calls in real time on a silo that holds the sockets itself, and on a silo behind a gateway, in turn. Prints
/// a table in Markdown.
/// </summary>
internal static class ClusterVoiceBenchmark
{
    /// <summary>New programs for each number of calls and each way.</summary>
    /// <param name="levels">How many calls at once, with commas between them.</param>
    /// <param name="seconds">How long each is measured.</param>
    public static async Task<int> RunAsync(string levels, string seconds)
    {
        if (await VoiceWindow.QuestionAsync() is not { } question) return 69;
        VoiceWindow.PrintConditions();
        Console.WriteLine("""
            | calls | way | CPU, gateway | CPU, silo | CPU, Redis | all, a call | CPU of phones and ear | MiB at the end | frames late | dropped | turns | gaps heard | answer p50 ms | p99 ms | phone itself late, p99 ms | wrong |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
        var length = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        foreach (var calls in levels.Split(',').Select(level => int.Parse(level, CultureInfo.InvariantCulture)))
        {
            foreach (var hasGateway in (bool[])[false, true]) await MeasureAsync(question, calls, hasGateway, length);
        }

        return 0;
    }

    private static async Task MeasureAsync(ReadOnlyMemory<byte> question, int calls, bool hasGateway, TimeSpan length)
    {
        await using var load = await VoiceLoad.StartAsync(await ClusterVoiceServer.StartAsync(hasGateway), question);
        var figures = await VoiceWindow.MeasureAsync(load, calls, length);
        var (silo, redis, gateway) = (figures.Cpu(0), figures.Cpu(1), hasGateway ? figures.Cpu(2) : 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {calls} | {(hasGateway ? "gateway and silo" : "one silo")} | {(hasGateway ? $"{gateway:F0} %" : "")} | {silo:F0} % | {redis:F1} % | {(silo + redis + gateway) / calls:F2} % | {figures.OwnCpu:F0} % | {figures.MiBAtEnd:F0} | {figures.Late:0.###} % | {figures.Dropped:F0} | {figures.Turns} | {figures.Gaps} | {figures.Answer(0.5):F0} | {figures.Answer(0.99):F0} | {figures.PhoneLate(0.99):F0} | {figures.AllWrong} |
            """));
    }
}
