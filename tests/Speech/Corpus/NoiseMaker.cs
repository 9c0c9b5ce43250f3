using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>Makes noise: the same of the same seed.</summary>
public sealed class NoiseMaker(int seed)
{
    private const double Rate = SpeechFrame.SampleRate;
    private readonly Random _random = new(seed);

    /// <summary>Noise as samples without a unit; see <see cref="CorpusBuilder"/> for its level.</summary>
    /// <param name="noise">Which, other than babble.</param>
    /// <param name="length">Samples.</param>
    public double[] Make(LineNoise noise, int length) => noise switch
    {
        LineNoise.None => new double[length],
        LineNoise.White => White(length),
        LineNoise.Pink => Pink(length),
        LineNoise.Street => Street(length),
        LineNoise.Switched => Switched(length),
        LineNoise.Hum => Hum(length),
        LineNoise.Buzz => Buzz(length),
        LineNoise.Clicks => Clicks(length),
        LineNoise.Breath => Breath(length),
        LineNoise.Tones => Tones(length),
        _ => throw new ArgumentOutOfRangeException(nameof(noise), noise, "This is not made here."),
    };

    private double Between(double least, double most) => least + ((most - least) * _random.NextDouble());

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private double[] White(int length)
    {
        var samples = new double[length];
        for (var i = 0; i < length; i++) samples[i] = Gauss();
        return samples;
    }

    // Paul Kellet's filter: 3 dB less for each octave.
    private double[] Pink(int length)
    {
        var samples = White(length);
        double a = 0, b = 0, c = 0;
        for (var i = 0; i < length; i++)
        {
            var white = samples[i];
            a = (0.99765 * a) + (white * 0.0990460);
            b = (0.96300 * b) + (white * 0.2965164);
            c = (0.57000 * c) + (white * 1.0526913);
            samples[i] = a + b + c + (white * 0.1848);
        }

        return samples;
    }

    private double[] Street(int length)
    {
        var samples = Pink(length);
        var (slow, fast) = (Between(0, 6), Between(0, 6));
        for (var i = 0; i < length; i++)
        {
            var decibels = (4 * Math.Sin((2 * Math.PI * i / Rate / 7.3) + slow)) + (2 * Math.Sin((2 * Math.PI * i / Rate / 2.1) + fast));
            samples[i] *= Math.Pow(10, decibels / 20);
        }

        return samples;
    }

    private double[] Switched(int length)
    {
        var samples = White(length);
        var isLoud = false;
        Repeat(length, 1, 4, 0, 0, (from, to) =>
        {
            isLoud = !isLoud;
            for (var i = from; i < to; i++) samples[i] *= isLoud ? 1 : 0.178;
        });
        return samples;
    }

    private double[] Hum(int length)
    {
        var samples = new double[length];
        for (var harmonic = 1; harmonic <= 12; harmonic++)
        {
            var phase = Between(0, 2 * Math.PI);
            var amplitude = 1.0 / harmonic;
            for (var i = 0; i < length; i++) samples[i] += amplitude * Math.Sin((2 * Math.PI * 50 * harmonic * i / Rate) + phase);
        }

        return Add(samples, White(length), 0.02);
    }

    private double[] Buzz(int length)
    {
        var samples = new double[length];
        Repeat(length, 0.2, 1.5, 1, 4, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                // One of eight time slots of 577 microseconds; what passes a coupling is its edges.
                var slot = (i - from) / Rate % 0.004615;
                var within = slot < 0.000577;
                samples[i] = within ? Math.Exp(-slot * 2500) : -0.3 * Math.Exp(-(slot - 0.000577) * 2500);
            }
        });
        return Add(samples, White(length), 0.01);
    }

    private double[] Clicks(int length)
    {
        var samples = new double[length];
        Repeat(length, 0.001, 0.008, 0.3, 1.5, (from, to) =>
        {
            var loud = Between(0.3, 1.5);
            for (var i = from; i < to; i++) samples[i] = loud * Gauss() * Math.Exp(-3.0 * (i - from) / (to - from));
        });
        return Add(samples, White(length), 0.005);
    }

    private double[] Breath(int length)
    {
        var samples = Pink(length);
        var shape = new double[length];
        Repeat(length, 0.2, 0.7, 0.5, 3, (from, to) =>
        {
            for (var i = from; i < to; i++) shape[i] = Math.Sin(Math.PI * (i - from) / (to - from));
        });
        for (var i = 0; i < length; i++) samples[i] *= 0.01 + shape[i];
        return samples;
    }

    private double[] Tones(int length)
    {
        (double One, double Other)[] tones = [(425, 425), (350, 440), (1000, 1000), (480, 620), (440, 440)];
        var samples = new double[length];
        Repeat(length, 0.2, 1, 0.5, 3, (from, to) =>
        {
            var (one, other) = tones[_random.Next(tones.Length)];
            for (var i = from; i < to; i++)
                samples[i] = Math.Sin(2 * Math.PI * one * (i - from) / Rate) + Math.Sin(2 * Math.PI * other * (i - from) / Rate);
        });
        return Add(samples, White(length), 0.005);
    }

    // Does something for stretches of some length, with pauses between them; times are in seconds.
    private void Repeat(int length, double least, double most, double leastPause, double mostPause, Action<int, int> work)
    {
        var at = 0;
        while (at < length)
        {
            at += (int)(Rate * Between(leastPause, mostPause));
            var end = at + Math.Max(1, (int)(Rate * Between(least, most)));
            if (at < length) work(at, Math.Min(end, length));
            at = end;
        }
    }

    private static double[] Add(double[] samples, double[] others, double share)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] += share * others[i];
        return samples;
    }
}
