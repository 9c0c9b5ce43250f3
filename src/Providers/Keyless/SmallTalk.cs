using System.Buffers;

namespace YemotAi.Providers.Keyless;

/// <summary>Tells small talk from questions.</summary>
internal static class SmallTalk
{
    private static readonly SearchValues<char> PrefixLetters = SearchValues.Create("ושהלבמ");

    // In this order: "are you a person" must not be taken for "a person, please".
    private static readonly SmallTalkKind[] Anywhere =
        [SmallTalkKind.Robot, SmallTalkKind.Message, SmallTalkKind.Person, SmallTalkKind.Who, SmallTalkKind.Help];

    // When several are said together, the first of these is what matters: "hello, thanks, goodbye" is a goodbye.
    private static readonly SmallTalkKind[] Order =
    [
        .. Anywhere, SmallTalkKind.Goodbye, SmallTalkKind.HowAreYou, SmallTalkKind.Thanks, SmallTalkKind.No,
        SmallTalkKind.Yes, SmallTalkKind.Hello,
    ];

    /// <summary>What is meant by these words.</summary>
    public static SmallTalkKind Of(List<string> words)
    {
        foreach (var kind in Anywhere)
        {
            if (KeylessPhrases.Instance.Anywhere[kind].Exists(phrase => IsSaid(phrase, words)))
                return kind;
        }

        return Alone(words);
    }

    /// <summary>What is meant if nothing but small talk is said.</summary>
    public static SmallTalkKind Alone(List<string> words)
    {
        var said = new HashSet<SmallTalkKind>();
        for (int at = 0; at < words.Count;)
        {
            var (kind, phrase) = KeylessPhrases.Instance.Alone.Find(entry => IsAt(entry.Words, words, at));
            if (phrase is not null)
            {
                said.Add(kind);
                at += phrase.Count;
            }
            else if (KeylessPhrases.Instance.Fillers.Contains(words[at]))
            {
                at++;
            }
            else
            {
                return SmallTalkKind.None;
            }
        }

        return Order.FirstOrDefault(said.Contains);
    }

    private static bool IsSaid(List<string> phrase, List<string> words)
    {
        for (int at = 0; at + phrase.Count <= words.Count; at++)
        {
            if (IsAt(phrase, words, at))
                return true;
        }

        return false;
    }

    private static bool IsAt(List<string> phrase, List<string> words, int at)
    {
        if (at + phrase.Count > words.Count || !IsWord(words[at], phrase[0]))
            return false;
        for (int i = 1; i < phrase.Count; i++)
        {
            if (!IsWord(words[at + i], phrase[i]))
                return false;
        }

        return true;
    }

    // A word as it is, or after one or two of the letters that Hebrew writes together with it.
    private static bool IsWord(string word, string wanted)
    {
        int prefix = word.Length - wanted.Length;
        if (prefix is < 0 or > 2 || !word.EndsWith(wanted, StringComparison.Ordinal))
            return false;
        return prefix == 0 || (wanted.Length > 3 && !word.AsSpan(0, prefix).ContainsAnyExcept(PrefixLetters));
    }
}
