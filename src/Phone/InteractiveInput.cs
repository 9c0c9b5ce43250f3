namespace YemotAi.Phone;

/// <summary>What a person typed, as what a caller does.</summary>
internal readonly record struct InteractiveInput(InteractiveVerb Verb, string Text = "")
{
    private const string WholeHelp = """
        words         say them
        123 or 12#    press keys
        #text         press keys, with a letters' keyboard also letters
        (nothing)     stay silent
        /record [N]   record for N seconds
        /again        send the last request again and compare the answers
        /values       what has been collected so far
        /raw          the last request and answer
        /hangup       hang up
        /drop         lose the connection: the line is not told
        """;

    /// <summary>The inputs there are, a line each.</summary>
    public static IReadOnlyList<string> Help { get; } = WholeHelp.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Reads what was typed; null, the input's end, is hanging up.</summary>
    public static InteractiveInput Parse(string? typed)
    {
        if (typed is null) return new(InteractiveVerb.HangUp);
        var text = typed.Trim();
        if (text.Length == 0) return new(InteractiveVerb.Silence);
        if (text[0] == '/') return ParseCommand(text);
        if (text[0] == '#' && text.Length > 1) return new(InteractiveVerb.Keys, text[1..]);
        return Yemot.KeyEntry.AreKeys(text) ? new(InteractiveVerb.Keys, text) : new(InteractiveVerb.Say, text);
    }

    private static InteractiveInput ParseCommand(string text)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        return words[0] switch
        {
            "/hangup" or "/quit" or "/exit" => new(InteractiveVerb.HangUp),
            "/drop" => new(InteractiveVerb.Drop),
            "/again" => new(InteractiveVerb.Again),
            "/values" => new(InteractiveVerb.Values),
            "/raw" => new(InteractiveVerb.Raw),
            "/record" => new(InteractiveVerb.Record, words.Length > 1 ? words[1] : ""),
            _ => new(InteractiveVerb.Help),
        };
    }
}
