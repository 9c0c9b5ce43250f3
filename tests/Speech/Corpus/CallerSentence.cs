namespace YemotAi.SpeechCorpus;

/// <summary>What a caller says in one turn, in parts between which the caller pauses.</summary>
/// <param name="Parts">The parts, with vowel marks.</param>
public sealed record CallerSentence(IReadOnlyList<string> Parts)
{
    /// <summary>Sentences of callers that were looked at when rules were made.</summary>
    public static IReadOnlyList<CallerSentence> Known { get; } = Read("callers.txt");

    /// <summary>Sentences of callers that no rule was made with.</summary>
    public static IReadOnlyList<CallerSentence> HeldOut { get; } = Read("callers-held-out.txt");

    /// <summary>Numbers that are dictated group by group.</summary>
    public static IReadOnlyList<CallerSentence> Dictated { get; } = Read("dictated.txt");

    /// <summary>What a listener says.</summary>
    public static IReadOnlyList<CallerSentence> Nods { get; } = Read("nods.txt");

    /// <summary>The words, as a recogniser writes them.</summary>
    public string Text => HebrewMarks.Without(string.Join(' ', Parts));

    private static List<CallerSentence> Read(string file) =>
        [.. CorpusBuilder.Lines(file).Select(line => new CallerSentence(line.Split('|', StringSplitOptions.TrimEntries)))];
}
