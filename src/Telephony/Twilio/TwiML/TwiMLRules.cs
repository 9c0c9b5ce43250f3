using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>What Twilio takes in attributes and texts (protocol sections 1.2 to 1.4), checked when a verb is made.</summary>
internal static partial class TwiMLRules
{
    /// <summary>Longest address; longer ones are refused by servers on the way.</summary>
    private const int LongestAddress = 4_000;

    /// <summary>An absolute http or https address. A fragment is allowed: Twilio reads its own limits from it.</summary>
    public static Uri Web(Uri value, [CallerMemberName] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (!value.IsAbsoluteUri || value.Scheme is not ("https" or "http") || value.UserInfo.Length > 0 || value.AbsoluteUri.Length > LongestAddress)
            throw new ArgumentException("Allowed is an absolute http or https address without name and password (11100).", name);
        return value;
    }

    /// <summary>As <see cref="Web"/>, or nothing.</summary>
    public static Uri? WebOrNone(Uri? value, [CallerMemberName] string? name = null) => value is null ? null : Web(value, name);

    /// <summary>An absolute wss address without query (31920) and fragment.</summary>
    public static Uri Socket(Uri value, [CallerMemberName] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (!value.IsAbsoluteUri || value.Scheme != "wss" || value.UserInfo.Length > 0 || value.AbsoluteUri.Length > LongestAddress)
            throw new ArgumentException("Allowed is an absolute wss address (31922).", name);
        if (value.Query.Length > 0 || value.Fragment.Length > 0)
            throw new ArgumentException("A stream's address has neither query nor fragment (31920): give values as parameters.", name);
        return value;
    }

    /// <summary>A number in a range.</summary>
    public static int Between(int value, int least, int most, [CallerMemberName] string? name = null) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"Allowed is {least} to {most}.");

    /// <summary>A number in a range, or nothing.</summary>
    public static int? BetweenOrNone(int? value, int least, int most, [CallerMemberName] string? name = null) =>
        value is { } given ? Between(given, least, most, name) : null;

    /// <summary>A language with its country, such as he-IL; <c>he</c> alone is refused (13512).</summary>
    public static string? Language(string? value, [CallerMemberName] string? name = null) =>
        value is null || LanguagePattern().IsMatch(value) ? value : throw new ArgumentException("Allowed is a language with its country, such as en-US (13512).", name);

    /// <summary>A voice's name, such as <c>Google.he-IL-Wavenet-A</c>.</summary>
    public static string? Voice(string? value, [CallerMemberName] string? name = null) =>
        value is null || VoicePattern().IsMatch(value) ? value : throw new ArgumentException("Allowed is a voice's name, such as Google.he-IL-Wavenet-A.", name);

    /// <summary>A telephone number.</summary>
    public static string Number(string value, [CallerMemberName] string? name = null) =>
        value is not null && NumberPattern().IsMatch(value) ? value : throw new ArgumentException("Allowed is a telephone number of 3 to 20 digits, with or without '+'.", name);

    /// <summary>Keys of a telephone, each at most once; none is allowed.</summary>
    public static string? Keys(string? value, [CallerMemberName] string? name = null) =>
        value is null || (value.All(key => char.IsAsciiDigit(key) || key is '*' or '#') && value.Distinct().Count() == value.Length)
            ? value : throw new ArgumentException("Allowed are keys 0-9, * and #, each once (13613).", name);

    /// <summary>Text of which something is left to be spoken.</summary>
    public static string Spoken(string value, int longest, [CallerMemberName] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        var clean = Clean(value).Trim();
        if (clean.Length == 0) throw new ArgumentException("There is nothing to say in it (13520).", name);
        return clean.Length <= longest ? clean : throw new ArgumentException($"Allowed are {longest} characters.", name);
    }

    /// <summary>What XML can carry: line breaks and tabs become spaces, other control characters go, half a pair becomes U+FFFD.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\r' or '\n') clean.Append(' ');
            else if (!Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE) clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}\z")]
    private static partial Regex LanguagePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex VoicePattern();

    [GeneratedRegex(@"\A\+?[0-9]{3,20}\z")]
    private static partial Regex NumberPattern();
}
