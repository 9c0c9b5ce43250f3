using System.Text;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Ends sentences: at a full stop, a question or exclamation mark, a semicolon, a line's end. Brackets, colons and
/// dashes between spaces become commas, for the pause; hyphens inside words become spaces.
/// </summary>
internal static class Sentences
{
    /// <summary>No word of any language is longer; what is, is no word and cannot be spoken.</summary>
    public const int MaxWordLength = 100;

    /// <summary>The sentences of a text that have something to hear.</summary>
    public static List<SpokenSentence> Split(SpokenDraft draft)
    {
        var sentences = new List<SpokenSentence>();
        var parts = new List<SpokenPart>();
        var text = new StringBuilder();
        var source = draft.Text;
        for (var at = 0; at < source.Length; at++)
        {
            var character = source[at];
            if (draft.Held(character) is { } item)
            {
                EndPart();
                parts.Add(new SpokenPart(null, item));
                continue;
            }

            switch (character)
            {
                case '.' when EndsAt(source, ref at, draft):
                case '\n' or ';':
                    EndSentence();
                    break;
                case '?' or '!':
                    text.Append(character);
                    if (at + 1 == source.Length || source[at + 1] is not ('?' or '!'))
                        EndSentence();
                    break;
                case '(' or ')' or '[' or ']' or '{' or '}' or '–' or '|':
                    text.Append(", ");
                    break;
                case '-' when IsBetweenSpaces(source, at):
                    text.Append(", ");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        EndSentence();
        return sentences;

        void EndPart()
        {
            var safe = WithoutNoise(SafeSpeech.Clean(text.ToString()));
            text.Clear();
            if (safe.Length > 0)
                parts.Add(new SpokenPart(safe, null));
        }

        void EndSentence()
        {
            EndPart();
            if (parts.Count == 0)
                return;
            sentences.Add(new SpokenSentence([.. parts]));
            parts.Clear();
        }
    }

    /// <summary>Whether a full stop, or several, ends a sentence; moves to the last of several.</summary>
    private static bool EndsAt(string source, ref int at, SpokenDraft draft)
    {
        var first = at;
        while (at + 1 < source.Length && source[at + 1] == '.')
            at++;
        if (at > first || at + 1 == source.Length)
            return true;
        var next = source[at + 1];
        return char.IsWhiteSpace(next) || next is '"' or '\'' or ')' or ']' or ',' or '*' or '_'
            || IsHebrew(next) || (first > 0 && IsHebrew(source[first - 1])) || draft.Held(next) is not null;
    }

    private static bool IsHebrew(char character) => character is >= 'א' and <= 'ת';

    private static bool IsBetweenSpaces(string source, int at) =>
        (at == 0 || char.IsWhiteSpace(source[at - 1])) && (at + 1 == source.Length || char.IsWhiteSpace(source[at + 1]));

    private static string WithoutNoise(string text)
    {
        if (text.Length <= MaxWordLength)
            return text;
        var words = text.Split(' ');
        return words.All(word => word.Length <= MaxWordLength)
            ? text
            : SafeSpeech.Clean(string.Join(' ', words.Where(word => word.Length <= MaxWordLength)));
    }
}
