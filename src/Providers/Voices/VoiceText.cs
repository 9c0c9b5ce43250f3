using System.Globalization;
using System.Text;
using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>What of a text is given to a voice.</summary>
internal static class VoiceText
{
    /// <summary>
    /// The words on one line, without what no voice can say (control and formatting characters, halves of characters);
    /// null when there is nothing to speak: no letter and no digit.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The most characters.</param>
    /// <exception cref="VoiceException">It is longer.</exception>
    public static string? Of(string text, int max)
    {
        if (text.Length > max)
            throw new VoiceException(VoiceFailure.BadText, $"The text has {text.Length} characters, more than {max}.");
        var words = new StringBuilder(text.Length);
        var anything = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // What takes the place of half a character is no letter that was meant.
            if (rune == Rune.ReplacementChar) continue;
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Format) continue;
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse)
            {
                if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
                continue;
            }

            anything |= Rune.IsLetterOrDigit(rune);
            words.Append(rune.ToString());
        }

        return anything ? words.ToString().TrimEnd() : null;
    }
}
