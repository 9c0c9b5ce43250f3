using YemotAi.Providers.Voices;

namespace YemotAi.Providers.Espeak;

/// <summary>Settings of the voice that is built in: the program <c>espeak-ng</c> of this machine.</summary>
public sealed class EspeakOptions : VoiceOptions
{
    /// <summary>Sets the name <c>espeak</c>.</summary>
    public EspeakOptions() => Name = "espeak";

    /// <summary>The program's file. Empty, the default: looked for in <c>PATH</c>.</summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// The program's voice, such as <c>he</c> or <c>mb-hb2</c> (<c>espeak-ng --voices</c> lists them). Empty, the default:
    /// that of the text's language.
    /// </summary>
    public string Voice { get; set; } = "";

    /// <summary>How fast it speaks, in words a minute. Default 150: the program's own 175 is hard to follow by telephone.</summary>
    public int WordsPerMinute { get; set; } = 150;

    /// <summary>How high it speaks, 0 to 99. Default 50, the program's own.</summary>
    public int Pitch { get; set; } = 50;

    /// <summary>
    /// How loud its speech is, in dB below the loudest that can be sent (dBFS), pauses not counted. Default -18, as loud as
    /// people are on a good line.
    /// </summary>
    public double LevelDb { get; set; } = -18;

    /// <summary>How many texts are spoken at once, a process each. Default 4: a sentence takes some 20 ms of a processor.</summary>
    public int MaxAtOnce { get; set; } = 4;

    /// <summary>How many texts wait for that; further ones are refused. Default 200.</summary>
    public int MaxWaiting { get; set; } = 200;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        // It becomes an argument of the program.
        if (Voice.Length > 40 || !Voice.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '+') || Voice.StartsWith('-'))
            yield return $"{nameof(Voice)} '{Voice}' is not possible: allowed is a name that espeak-ng --voices lists, or empty.";
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(WordsPerMinute), WordsPerMinute, 80, 450),
            (nameof(Pitch), Pitch, 0, 99),
            (nameof(MaxAtOnce), MaxAtOnce, 1, 256),
            (nameof(MaxWaiting), MaxWaiting, 0, 100_000),
        })
        {
            if (value < least || value > most) yield return $"{name} is {value}: allowed is {least} to {most}.";
        }

        if (LevelDb is < -40 or > -10) yield return $"{nameof(LevelDb)} is {LevelDb}: allowed is -40 to -10.";
    }
}
