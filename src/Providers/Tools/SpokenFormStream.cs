using System.Globalization;
using System.Text;

namespace YemotAi.Providers.Tools;

/// <summary>
/// Gives the words of an answer in the <see cref="SpokenForm"/> while the form comes, piece by piece: where the words are
/// its first member, as the form's schema has it. Otherwise it gives none, and the words are known at the end.
/// </summary>
internal sealed class SpokenFormStream
{
    private const string Begin = "{\"say\":\"";

    private readonly StringBuilder _escape = new();
    private int _matched;
    private bool _over;
    private char _high;

    /// <summary>Takes in more of the form; gives the words that are in it, which may be none.</summary>
    public string Add(string json)
    {
        var words = new StringBuilder();
        foreach (var c in json)
        {
            if (_over) break;
            if (_matched < Begin.Length) Match(c);
            else if (_escape.Length > 0 || c == '\\') Escaped(c, words);
            else if (c == '"') _over = true;
            else Give(c, words);
        }

        return words.ToString();
    }

    private void Match(char c)
    {
        if (c == Begin[_matched]) _matched++;
        else if (!char.IsWhiteSpace(c) || !IsBetween(_matched)) _over = true;
    }

    // Before the brace, the name, the colon and the words, JSON may have white space.
    private static bool IsBetween(int at) => at is 0 or 1 or 6 or 7;

    private void Escaped(char c, StringBuilder words)
    {
        _escape.Append(c);
        if (_escape.Length == 1) return;
        if (_escape[1] != 'u')
        {
            var sign = c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' or '\\' or '/' => c, _ => '\0' };
            _escape.Clear();
            if (sign == '\0') _over = true;
            else Give(sign, words);
        }
        else if (_escape.Length == 6)
        {
            var isNumber = ushort.TryParse(_escape.ToString(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
            _escape.Clear();
            if (isNumber) Give((char)code, words);
            else _over = true;
        }
    }

    // Half of a sign that takes two characters is kept until its other half has come; without that one it is no text.
    private void Give(char c, StringBuilder words)
    {
        if (char.IsLowSurrogate(c) != (_high != '\0'))
        {
            _over = true;
        }
        else if (char.IsHighSurrogate(c))
        {
            _high = c;
        }
        else
        {
            if (_high != '\0') words.Append(_high);
            _high = '\0';
            words.Append(c);
        }
    }
}
