namespace YemotAi.Speech.Tests;

/// <summary>Sounds that can be written as a formula.</summary>
internal static class Tones
{
    public static short[] Sine(double frequency, double amplitude, int length, int rate = 8000) =>
        [.. Enumerable.Range(0, length).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * frequency * i / rate)))];

    /// <summary>White noise with a root mean square.</summary>
    public static short[] White(int seed, int length, double rms)
    {
        var random = new Random(seed);
        var most = rms * Math.Sqrt(3);
        return [.. Enumerable.Range(0, length).Select(_ => (short)Math.Round(((2 * random.NextDouble()) - 1) * most))];
    }
}
