namespace YemotAi.Simulators.Speech;

/// <summary>
/// Makes sound that stands for a spoken text: a tone for each letter and digit, silence for what is between words. The same
/// text always gives the same sound.
/// </summary>
public static class SampleSpeech
{
    /// <summary>How long a letter sounds at speed 1, in seconds.</summary>
    public const double SecondsPerLetter = 0.07;

    private const double Loudness = 9_000;

    /// <summary>The samples.</summary>
    /// <param name="text">What is spoken.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="speed">How fast: 2 is half as long.</param>
    public static short[] Of(string text, int sampleRate, double speed = 1)
    {
        var length = (int)(SecondsPerLetter * sampleRate / speed);
        var samples = new short[length * text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) continue;
            var tone = 200 + (text[i] * 37 % 1_400);
            for (var at = 0; at < length; at++)
            {
                // Swells and fades, so that there are no clicks.
                var swell = Math.Sin(Math.PI * at / length);
                samples[(i * length) + at] = (short)(Loudness * swell * Math.Sin(2 * Math.PI * tone * at / sampleRate));
            }
        }

        return samples;
    }
}
