using System.Text;

namespace YemotAi.Calls.Voice.Turns;

/// <summary>The words of what was recognised.</summary>
internal static class SpokenWords
{
    /// <summary>Words without punctuation; a time, a price or a date that is written in digits is one word.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c)) word.Append(c);
            else if (c is ':' or '.' or ',' or '/' && IsDigit(text, i - 1) && IsDigit(text, i + 1)) word.Append(c);
            // Inside an abbreviation or a written number they join.
            else if (c is not ('\'' or '"' or '״' or '׳' or '-' or '־') || word.Length == 0) Flush();
            else if (c is '-' or '־' && !char.IsAsciiDigit(word[^1])) Flush();
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);
}
