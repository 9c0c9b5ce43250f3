using System.Text;

namespace YemotAi.Business.Spoken;

/// <summary>Sentences with places to fill in, from a data file: what callers hear is kept out of the code.</summary>
internal sealed class PhraseBook(string resource)
{
    private readonly Dictionary<string, string> _phrases = Resources.Json<Dictionary<string, string>>(resource);

    /// <summary>A phrase whose places, such as <c>{day}</c>, are filled in.</summary>
    public string Say(string phrase, params ReadOnlySpan<(string Place, string Words)> fill)
    {
        var text = _phrases.TryGetValue(phrase, out var found)
            ? found
            : throw new InvalidOperationException($"The data file {resource} has no phrase {phrase}.");
        if (fill.Length == 0)
            return text;

        // Filled from left to right in one pass, so that words which themselves look like a place stay as they are.
        var said = new StringBuilder(text.Length + 64);
        for (int at = 0; at < text.Length;)
        {
            int open = text.IndexOf('{', at);
            int close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                said.Append(text, at, text.Length - at);
                break;
            }

            said.Append(text, at, open - at);
            said.Append(Words(text[(open + 1)..close], fill));
            at = close + 1;
        }

        return said.ToString();
    }

    /// <summary>Words in a row: <c>a, b וc</c> by the book's own <c>and</c>.</summary>
    public string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => Say("and", ("before", string.Join(", ", items.Take(items.Count - 1))), ("last", items[^1])),
    };

    private static string Words(string place, ReadOnlySpan<(string Place, string Words)> fill)
    {
        foreach (var (name, words) in fill)
        {
            if (name == place)
                return words;
        }

        throw new InvalidOperationException($"Nothing was given for the place {place}.");
    }
}
