namespace YemotAi.Speech;

/// <summary>
/// The tones of telephone keys (DTMF, ITU-T Q.23): two at once, one for the key's row and one for its column.
/// </summary>
public static class KeyTones
{
    /// <summary>All keys, row by row.</summary>
    public const string Keys = "123A456B789C*0#D";

    // The higher tone is sent 2 dB louder, as telephones do. Together they peak 8 dB under the loudest sample.
    private const double RowAmplitude = 5800, ColumnAmplitude = 7300;

    /// <summary>Frequencies of the four rows in Hz.</summary>
    internal static ReadOnlySpan<float> Rows => [697, 770, 852, 941];

    /// <summary>Frequencies of the four columns in Hz.</summary>
    internal static ReadOnlySpan<float> Columns => [1209, 1336, 1477, 1633];

    /// <summary>Writes a key's tones, at 8 kHz.</summary>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <param name="samples">Takes the tones.</param>
    /// <param name="first">Which sample of the tones the first one is: a key held over several pieces has no seam.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such key.</exception>
    public static void Write(char key, Span<short> samples, int first = 0)
    {
        var place = Keys.IndexOf(key, StringComparison.Ordinal);
        if (place < 0) throw new ArgumentOutOfRangeException(nameof(key), "There is no such key.");
        var row = Rows[place / 4];
        var column = Columns[place % 4];
        for (var i = 0; i < samples.Length; i++)
        {
            var angle = 2 * Math.PI * (first + i) / SpeechFrame.SampleRate;
            var sum = (RowAmplitude * Math.Sin(angle * row)) + (ColumnAmplitude * Math.Sin(angle * column));
            samples[i] = (short)Math.Round(sum);
        }
    }
}
