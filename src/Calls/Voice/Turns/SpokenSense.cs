using System.Reflection;
using System.Text;
using System.Text.Json;

namespace YemotAi.Calls.Voice.Turns;

/// <summary>Reads what a caller's words say about whether more is to come. The words are in <c>Phrases/sense.he.json</c>.</summary>
public sealed class SpokenSense
{
    /// <summary>From how many single digits in a row on a number is taken for one that is dictated.</summary>
    private const int DictatedDigits = 3;

    /// <summary>No dictated number is longer: with this many digits it is complete, whatever it is.</summary>
    private const int MostDigits = 16;

    private const int LongestLookedAt = 400;
    private const int MobileDigits = 10;
    private const int LandlineDigits = 9;

    private static readonly Lazy<SpokenSense> Built = new(Read);

    private readonly HashSet<string> _unfinished;
    private readonly HashSet<string> _backChannel;
    private readonly Dictionary<string, string> _digits;

    private SpokenSense(Words words)
    {
        _unfinished = [.. words.Unfinished];
        _backChannel = [.. words.BackChannel];
        _digits = words.Digits;
    }

    /// <summary>For Hebrew.</summary>
    public static SpokenSense Hebrew => Built.Value;

    /// <summary>Looks at the words of an utterance.</summary>
    public UtteranceSense Of(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var trimmed = words.AsSpan().TrimEnd();
        // A recogniser that punctuates knows more than a list of words.
        if (trimmed.EndsWith("?") || trimmed.EndsWith("!")) return UtteranceSense.Complete;
        var said = Split(words.Length > LongestLookedAt ? words[^LongestLookedAt..] : words);
        if (said.Count == 0) return UtteranceSense.Complete;
        if (_backChannel.Contains(string.Join(' ', said))) return UtteranceSense.BackChannel;
        var digits = TrailingDigits(said);
        if (digits.Length >= DictatedDigits) return IsWhole(digits) ? UtteranceSense.Complete : UtteranceSense.Dictating;
        if (trimmed.EndsWith(".")) return UtteranceSense.Complete;
        return trimmed.EndsWith(",") || EndsUnfinished(said) ? UtteranceSense.Unfinished : UtteranceSense.Complete;
    }

    /// <summary>Whether two utterances have the same words.</summary>
    public static bool AreSame(string one, string other) => string.Join(' ', Split(one)) == string.Join(' ', Split(other));

    private bool EndsUnfinished(List<string> said)
    {
        for (var count = 1; count <= Math.Min(4, said.Count); count++)
        {
            if (_unfinished.Contains(string.Join(' ', said[^count..]))) return true;
        }

        return false;
    }

    /// <summary>The single digits at the end; a number of several words ("thirty two") is none.</summary>
    private string TrailingDigits(List<string> said)
    {
        var digits = new StringBuilder();
        for (var i = said.Count - 1; i >= 0; i--)
        {
            var word = said[i];
            if (_digits.TryGetValue(word, out var digit)) digits.Insert(0, digit);
            else if (word.All(char.IsAsciiDigit)) digits.Insert(0, word);
            else break;
        }

        return digits.ToString();
    }

    /// <summary>
    /// A telephone number of Israel: mobile and other 05x and 07x numbers have ten digits, landlines nine; 1-700 and 1-800
    /// numbers ten.
    /// </summary>
    private static bool IsWhole(string digits)
    {
        if (digits.Length >= MostDigits) return true;
        var most = digits.StartsWith("05", StringComparison.Ordinal) || digits.StartsWith("07", StringComparison.Ordinal)
            || digits.StartsWith("17", StringComparison.Ordinal) || digits.StartsWith("18", StringComparison.Ordinal)
                ? MobileDigits
                : LandlineDigits;
        return digits.Length >= most;
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) word.Append(c);
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

    private static SpokenSense Read()
    {
        var name = $"{typeof(SpokenSense).Namespace}.Phrases.sense.he.json";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return new SpokenSense(JsonSerializer.Deserialize<Words>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The resource {name} is empty."));
    }

    private sealed record Words(string[] Unfinished, string[] BackChannel, Dictionary<string, string> Digits);
}
