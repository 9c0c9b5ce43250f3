using YemotAi.Speech;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Brings speech to a level: holds its beginning until a second of speech was measured, and then makes all of it louder or
/// softer by the same amount. Peaks that would be too loud are bent, not cut.
/// </summary>
/// <param name="target">The wanted level of speech in dBFS, pauses not counted.</param>
internal sealed class SpeechLevel(double target)
{
    /// <summary>How much speech is measured: a word is not as loud as the next, a second of them is as all.</summary>
    private const int Measured = SpeechFrame.SampleRate;

    /// <summary>How far below its loudest frames speech still is speech, in dB: its soft sounds, not its pauses.</summary>
    private const double Range = 25;

    /// <summary>The most that is changed, in dB: noise is not made speech.</summary>
    private const double MostChange = 20;

    /// <summary>From which share of the loudest on peaks are bent.</summary>
    private const double Knee = 0.7;

    private readonly List<short> _held = [];
    private double _gain = double.NaN;

    /// <summary>What can be said of the samples and of those held before; empty while it is measured.</summary>
    public short[] Add(ReadOnlySpan<short> samples)
    {
        if (!double.IsNaN(_gain)) return Louder(samples);
        _held.AddRange(samples);
        return SpeechOf(_held).Length < Measured ? [] : Release();
    }

    /// <summary>What is still held, when no more comes.</summary>
    public short[] End() => double.IsNaN(_gain) ? Release() : [];

    private short[] Release()
    {
        var speech = SpeechOf(_held);
        var change = speech.Length == 0 ? 0 : Math.Clamp(target - SoundLevel.Decibels(speech), -MostChange, MostChange);
        _gain = Math.Pow(10, change / 20);
        var all = Louder([.. _held]);
        _held.Clear();
        return all;
    }

    /// <summary>The frames in which there is speech, one after another.</summary>
    private static short[] SpeechOf(List<short> samples)
    {
        var all = samples.ToArray();
        var frames = all.Length / SpeechFrame.Samples;
        var levels = new float[frames];
        for (var i = 0; i < frames; i++) levels[i] = SoundLevel.Decibels(all.AsSpan(i * SpeechFrame.Samples, SpeechFrame.Samples));
        var least = (frames == 0 ? 0 : levels.Max()) - Range;
        return [.. Enumerable.Range(0, frames)
            .Where(i => levels[i] > least && levels[i] > SoundLevel.SilenceDb)
            .SelectMany(i => all.Skip(i * SpeechFrame.Samples).Take(SpeechFrame.Samples))];
    }

    private short[] Louder(ReadOnlySpan<short> samples)
    {
        var louder = new short[samples.Length];
        for (var i = 0; i < samples.Length; i++) louder[i] = (short)Math.Round(Bent(samples[i] * _gain / 32768) * 32767);
        return louder;
    }

    private static double Bent(double sample)
    {
        var size = Math.Abs(sample);
        if (size <= Knee) return sample;
        return Math.CopySign(Knee + ((1 - Knee) * Math.Tanh((size - Knee) / (1 - Knee))), sample);
    }
}
