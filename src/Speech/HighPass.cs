namespace YemotAi.Speech;

/// <summary>Takes mains hum and what else is under speech out of a sound: second order, -3 dB at 150 Hz, at 8 kHz.</summary>
internal struct HighPass
{
    // Butterworth by the bilinear transform.
    private static readonly float Warped = MathF.Tan(MathF.PI * 150 / SpeechFrame.SampleRate);
    private static readonly float Scale = 1 / (1 + (MathF.Sqrt(2) * Warped) + (Warped * Warped));
    private static readonly float Back1 = 2 * ((Warped * Warped) - 1) * Scale;
    private static readonly float Back2 = (1 - (MathF.Sqrt(2) * Warped) + (Warped * Warped)) * Scale;

    private float _one;
    private float _two;

    /// <summary>Filters a piece, and gives the root mean square of the result.</summary>
    public double Run(ReadOnlySpan<short> input, Span<float> output)
    {
        var (one, two) = (_one, _two);
        double sum = 0;
        for (var i = 0; i < input.Length; i++)
        {
            var middle = input[i] - (Back1 * one) - (Back2 * two);
            var filtered = Scale * (middle - one - one + two);
            two = one;
            one = middle;
            output[i] = filtered;
            sum += filtered * filtered;
        }

        // Values too small for the processor's fast path are none.
        (_one, _two) = (Math.Abs(one) < 1e-6f ? 0 : one, Math.Abs(two) < 1e-6f ? 0 : two);
        return Math.Sqrt(sum / input.Length);
    }
}
