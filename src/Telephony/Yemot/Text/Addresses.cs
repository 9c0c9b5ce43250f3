using System.Text;
using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Says e-mail addresses part by part, and of web addresses the host: the rest of one cannot be kept in mind by ear.
/// </summary>
internal static partial class Addresses
{
    /// <summary>Replaces the addresses in a text.</summary>
    public static void Speak(SpokenDraft draft, SpokenWords words)
    {
        if (draft.Text.Contains('@', StringComparison.Ordinal))
            draft.Text = Email().Replace(draft.Text, match => Spell(match.Groups[1].Value, words));
        if (!draft.Text.Contains('.', StringComparison.Ordinal) && !draft.Text.Contains("://", StringComparison.Ordinal))
            return;
        draft.Text = Web().Replace(draft.Text, match => SpellHost(match.Groups["host"].Value, words));
        draft.Text = Host().Replace(draft.Text, match => SpellHost(match.Groups["host"].Value, words));
    }

    private static string SpellHost(string host, SpokenWords words)
    {
        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            host = host[4..];
        return Spell(host.Trim('.', '-'), words);
    }

    private static string Spell(string address, SpokenWords words)
    {
        var spoken = new StringBuilder(" ", address.Length * 2);
        foreach (var character in address)
        {
            switch (character)
            {
                case '.':
                    spoken.Append(' ').Append(words.Point).Append(' ');
                    break;
                case '@':
                    spoken.Append(' ').Append(words.At).Append(' ');
                    break;
                case '-':
                    spoken.Append(' ').Append(words.Dash).Append(' ');
                    break;
                case '_':
                    spoken.Append(' ').Append(words.Underscore).Append(' ');
                    break;
                case '+':
                    spoken.Append(' ').Append(words.Plus).Append(' ');
                    break;
                default:
                    spoken.Append(character);
                    break;
            }
        }

        return spoken.Append(' ').ToString();
    }

    [GeneratedRegex(@"(?:mailto:)?(?<![A-Za-z0-9._+])([A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5})(?![A-Za-z0-9@-])")]
    private static partial Regex Email();

    [GeneratedRegex(@"https?://(?<host>[A-Za-z0-9.-]{0,253})(?::\d{1,5})?(?:[/?#][^\s""'<>()\[\]\u0590-\u05FF\uE000-\uF8FF]{0,2000}(?<![.,;:!?]))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Web();

    [GeneratedRegex(@"(?<![A-Za-z0-9@.-])(?<host>(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,4}(?:com|net|org|il|io|ai|dev|app|info|gov|biz|me|tv|eu|uk|us))(?:/[^\s""'<>()\[\]\u0590-\u05FF\uE000-\uF8FF]{0,2000}(?<![.,;:!?]))?(?![A-Za-z0-9@-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
