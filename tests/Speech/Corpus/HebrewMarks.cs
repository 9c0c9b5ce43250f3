using System.Globalization;
using System.Text;

namespace YemotAi.SpeechCorpus;

/// <summary>Vowel marks of Hebrew: how a synthesiser wants them, and words without them.</summary>
public static class HebrewMarks
{
    private const char Vav = '\u05D5', Holam = '\u05B9', Dagesh = '\u05BC', ShinDot = '\u05C1', SinDot = '\u05C2';

    /// <summary>
    /// The text as espeak-ng reads it. Of marks that it does not expect it says the name; a dot in a letter is one, and a
    /// holam on any letter but vav.
    /// </summary>
    public static string ForSpeech(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spoken = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            var marks = Marks(text, i + 1);
            i += marks.Length;
            // A vav with nothing but its dot is the vowel u.
            var isVowel = letter == Vav && marks == Dagesh.ToString();
            var vowels = isVowel ? marks : string.Concat(marks.Where(mark => mark is not (Dagesh or ShinDot or SinDot)));
            var needsVav = letter != Vav && vowels.Contains(Holam);
            var hasVav = i + 1 < text.Length && text[i + 1] == Vav;
            spoken.Append(letter);
            if (needsVav && hasVav) spoken.Append(vowels);
            else if (needsVav) spoken.Append(vowels.Replace(Holam.ToString(), "", StringComparison.Ordinal)).Append(Vav).Append(Holam);
            else spoken.Append(vowels);
        }

        return spoken.ToString();
    }

    /// <summary>The text without marks, as a recogniser writes it.</summary>
    public static string Without(string text) => string.Concat(text.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    private static string Marks(string text, int from)
    {
        var to = from;
        while (to < text.Length && CharUnicodeInfo.GetUnicodeCategory(text[to]) == UnicodeCategory.NonSpacingMark) to++;
        return text[from..to];
    }
}
