using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Says Hebrew abbreviations in full where that is how they are said, with the small words joined before them; of all
/// others only the marks go, since an acronym is said as a word.
/// </summary>
internal static partial class Abbreviations
{
    private const int MaxPrefixes = 2;

    /// <summary>Replaces the abbreviations in a text.</summary>
    public static void Speak(SpokenDraft draft, SpokenWords words)
    {
        if (draft.Text.AsSpan().ContainsAny('"', '\''))
            draft.Text = Marked().Replace(draft.Text, match => Say(match.Value, words));
    }

    private static string Say(string word, SpokenWords words) =>
        Find(word, words)
        // A quotation's closing mark may stand right after the word.
        ?? (word[^1] is '"' or '\'' ? Find(word[..^1], words) : null)
        ?? word.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);

    private static string? Find(string word, SpokenWords words)
    {
        for (var prefix = 0; prefix <= MaxPrefixes && prefix < word.Length; prefix++)
        {
            if (words.Abbreviations.TryGetValue(word[prefix..], out var said))
                return word[..prefix] + said;
            if (!words.Prefixes.Contains(word[prefix], StringComparison.Ordinal))
                break;
        }

        return null;
    }

    [GeneratedRegex(@"(?<![א-ת])[א-ת\u05B0-\u05C7]{1,30}(?:[""'][א-ת\u05B0-\u05C7]{0,10}){1,3}")]
    private static partial Regex Marked();
}
