using System.Diagnostics;

namespace YemotAi.Benchmarks.Voice;

/// <summary>What the programs and the measuring had used and counted at a moment.</summary>
/// <param name="At">The moment, as a time stamp of the stopwatch.</param>
/// <param name="Used">Processor time of each program, with the processes that it started.</param>
/// <param name="OwnUsed">Processor time of the measuring process, which is phones and ear.</param>
/// <param name="Resident">Resident memory of the programs, in bytes.</param>
/// <param name="FramesOut">Frames that left media sockets.</param>
/// <param name="FramesLate">Those of them that left late.</param>
/// <param name="FramesDropped">Frames that were dropped, in sockets and before.</param>
/// <param name="Texts">Texts that were given to the voice and not kept from before.</param>
internal sealed record VoiceSample(
    long At, IReadOnlyList<TimeSpan> Used, TimeSpan OwnUsed, long Resident, double FramesOut, double FramesLate, double FramesDropped, double Texts)
{
    /// <summary>How things are now.</summary>
    public static async Task<VoiceSample> TakeAsync(IReadOnlyList<MeasuredProgram> programs, HttpClient http)
    {
        var lines = new List<string>();
        foreach (var program in programs) lines.AddRange(await program.FiguresAsync(http));
        double Sum(string name) => MeasuredProgram.Sum(lines, name);
        return new VoiceSample(
            Stopwatch.GetTimestamp(), [.. programs.Select(program => program.Used())], Environment.CpuUsage.TotalTime,
            programs.Sum(program => program.ResidentBytes), Sum("yemotai_media_out_total"), Sum("yemotai_media_late_total"),
            Sum("yemotai_media_dropped_total") + Sum("yemotai_sound_dropped_total"),
            Sum("yemotai_voice_requests_total") - Sum("yemotai_voice_cached_total"));
    }
}
