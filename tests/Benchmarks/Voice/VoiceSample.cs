namespace YemotAi.Benchmarks.Voice;

/// <summary>What the program and the measuring had used and counted at a moment.</summary>
/// <param name="At">The moment, as a time stamp of the stopwatch.</param>
/// <param name="Used">Processor time of the program, with the processes that it started.</param>
/// <param name="OwnUsed">Processor time of the measuring process, which is phones and ear.</param>
/// <param name="Resident">Resident memory of the program, in bytes.</param>
/// <param name="FramesOut">Frames that left media sockets.</param>
/// <param name="FramesLate">Those of them that left late.</param>
/// <param name="FramesDropped">Frames that were dropped, in sockets and before.</param>
/// <param name="Texts">Texts that were given to the voice and not kept from before.</param>
internal sealed record VoiceSample(
    long At, TimeSpan Used, TimeSpan OwnUsed, long Resident, double FramesOut, double FramesLate, double FramesDropped, double Texts);
