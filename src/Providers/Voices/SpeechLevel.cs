using System.Runtime.InteropServices;
using YemotAi.Speech;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Brings speech to a level: holds its beginning until a second of speech was measured, and then makes all of it louder or
/// softer by the same amount. Peaks that would be too loud are bent, not cut.
/// </summary>
/// <param name="target">The wanted level of speech in dBFS, pauses not counted.</param>
internal sealed class SpeechLevel(double target)
{
    /// <summary>How much speech is measured, in frames: a word is not as loud as the next, a second of them is as all.</summary>
    private const int Measured = 50;

    /// <summary>How far below its loudest frames speech still is speech, in dB: its soft sounds, not its pauses.</summary>
    private const double Range = 25;

    /// <summary>The most that is changed, in dB: noise is not made speech.</summary>
    private const double MostChange = 20;

    /// <summary>From which share of the loudest on peaks are bent.</summary>
    private const double Knee = 0.7;

    private readonly List<short> _held = [];
    private readonly List<double> _levels = [];
    private double _gain = double.NaN;

    /// <summary>
    /// What can be said of the samples and of those held before; empty while it is measured. However they are cut, the same
    /// comes out.
    /// </summary>
    public short[] Add(ReadOnlySpan<short> samples)
    {
        if (!double.IsNaN(_gain)) return Louder(samples);
        _held.AddRange(samples);
        while ((_levels.Count + 1) * SpeechFrame.Samples <= _held.Count)
        {
            var frame = CollectionsMarshal.AsSpan(_held).Slice(_levels.Count * SpeechFrame.Samples, SpeechFrame.Samples);
            _levels.Add(SoundLevel.Decibels(frame));
            if (Speech().Count() >= Measured) return Release();
        }

        return [];
    }

    /// <summary>What is still held, when no more comes.</summary>
    public short[] End() => double.IsNaN(_gain) ? Release() : [];

    /// <summary>The levels of the frames in which there is speech.</summary>
    private IEnumerable<double> Speech()
    {
        var least = _levels.Count == 0 ? 0 : _levels.Max() - Range;
        return _levels.Where(level => level > least && level > SoundLevel.SilenceDb);
    }

    private short[] Release()
    {
        var speech = Speech().ToList();
        // The mean of powers, not of decibels.
        var level = speech.Count == 0 ? target : 10 * Math.Log10(speech.Average(frame => Math.Pow(10, frame / 10)));
        _gain = Math.Pow(10, Math.Clamp(target - level, -MostChange, MostChange) / 20);
        var all = Louder(CollectionsMarshal.AsSpan(_held));
        _held.Clear();
        return all;
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
