using System.Diagnostics.Metrics;

namespace YemotAi.Providers.Voices;

/// <summary>What voices and ears count and measure, under the meter <c>YemotAi.Voices</c>.</summary>
internal static class VoiceMetrics
{
    /// <summary>The outcome of what a caller did not wait for.</summary>
    public const string Cancelled = nameof(Cancelled);

    /// <summary>The outcome of one that was not asked because it rests.</summary>
    public const string Resting = nameof(Resting);

    private static readonly Meter Meter = new("YemotAi.Voices");

    private static readonly Counter<long> Asked = Meter.CreateCounter<long>(
        "yemotai.voice.requests", "{request}", "Texts given to voices, by voice and outcome.");

    private static readonly Histogram<double> FirstSound = Meter.CreateHistogram<double>(
        "yemotai.voice.first_sound", "s", "TTS_LATENCY: time from asking a voice to its first sound.");

    private static readonly Histogram<double> Speaking = Meter.CreateHistogram<double>(
        "yemotai.voice.duration", "s", "Time waited for a voice's sound in all, to its end or failure.");

    private static readonly Counter<long> Cached = Meter.CreateCounter<long>(
        "yemotai.voice.cached", "{request}", "Texts whose sound was kept from before, by voice.");

    private static readonly Counter<long> Heard = Meter.CreateCounter<long>(
        "yemotai.ear.requests", "{request}", "Utterances given to ears, by ear and outcome.");

    private static readonly Histogram<double> Hearing = Meter.CreateHistogram<double>(
        "yemotai.ear.duration", "s", "ASR_LATENCY: time from asking an ear to its words, or to its failure.");

    public static void RecordVoice(string name, string outcome, TimeSpan? first, TimeSpan waited)
    {
        var voice = new KeyValuePair<string, object?>("voice", name);
        Asked.Add(1, voice, new("outcome", outcome));
        if (first is { } after) FirstSound.Record(after.TotalSeconds, voice);
        if (outcome != Resting) Speaking.Record(waited.TotalSeconds, voice);
    }

    public static void RecordCached(string name) => Cached.Add(1, new KeyValuePair<string, object?>("voice", name));

    public static void RecordEar(string name, string outcome, TimeSpan took)
    {
        var ear = new KeyValuePair<string, object?>("ear", name);
        Heard.Add(1, ear, new("outcome", outcome));
        if (outcome != Resting) Hearing.Record(took.TotalSeconds, ear);
    }
}
