namespace YemotAi.Benchmarks.Voice;

/// <summary>A question and its answer, as the phone heard them.</summary>
/// <param name="Answer">From the end of the caller's speech to the first audible frame of the answer.</param>
/// <param name="PhoneLate">How late the phone itself noticed that the caller had spoken: what of the answer's time may be the measuring's.</param>
/// <param name="Gaps">Moments without a frame inside the answer's speech, longer than a frame and shorter than a pause between words.</param>
/// <param name="GapLength">How long they were together.</param>
/// <param name="Sound">How much sound the answer was.</param>
internal sealed record SpokenTurn(TimeSpan Answer, TimeSpan PhoneLate, int Gaps, TimeSpan GapLength, TimeSpan Sound);
