using System.Diagnostics.Metrics;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What media sockets count, under the meter <c>YemotAi.Twilio.Media</c>.</summary>
internal static class MediaMetrics
{
    private static readonly Meter Meter = new("YemotAi.Twilio.Media");

    public static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>(
        "yemotai.media.streams", "{stream}", "Media streams of calls that this process has open.");

    public static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "yemotai.media.ended", "{stream}", "Media sockets that are over, by reason.");

    public static readonly Counter<long> In = Meter.CreateCounter<long>(
        "yemotai.media.in", "{frame}", "Frames of 20 ms that came from callers.");

    public static readonly Counter<long> Out = Meter.CreateCounter<long>(
        "yemotai.media.out", "{frame}", "Frames of 20 ms that were sent to callers.");

    public static readonly Counter<long> Late = Meter.CreateCounter<long>(
        "yemotai.media.late", "{frame}", "Frames to callers that left more than 20 ms after the call had sent them.");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "yemotai.media.dropped", "{frame}", "Frames to callers that were dropped because their connection was stuck.");

    public static readonly Counter<long> Problems = Meter.CreateCounter<long>(
        "yemotai.media.problems", "{problem}", "What was wrong with messages of media streams, by kind.");

    // A tag's value is an object: boxed once, and not for every message.
    private static readonly object[] Kinds = [.. Enum.GetNames<MediaProblem>()];

    public static void Problem(MediaProblem kind, long count = 1) =>
        Problems.Add(count, new KeyValuePair<string, object?>("kind", Kinds[(int)kind]));
}
