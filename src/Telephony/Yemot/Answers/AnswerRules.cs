using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>
/// What may stand in the places of an answer. Everything outside letters, digits and a few signs is refused, so none
/// of the separators (<c>&amp; = , .</c>, line ends) can come from a value.
/// </summary>
internal static partial class AnswerRules
{
    private const int MaxLength = 200;

    /// <summary>The name of a question: letters, digits, underscore; none of Yemot's own names.</summary>
    public static string ParameterName(string name, [CallerArgumentExpression(nameof(name))] string? argument = null)
    {
        Require(ParameterNamePattern().IsMatch(name ?? ""), name,
            "a parameter name has 1 to 100 of the letters A-Z and a-z, digits and underscores", argument);
        Require(!Requests.YemotFieldNames.IsReserved(name!), name,
            "a parameter name is not one that Yemot fills itself (Api..., hangup, ReferredFrom)", argument);
        return name!;
    }

    /// <summary>A file without its extension: a name, or a path of folders.</summary>
    public static string File(string path, [CallerArgumentExpression(nameof(path))] string? argument = null)
    {
        Require(IsPath(path), path,
            "a file is a name or a path of letters, digits, '_' and '-' joined with '/', without its extension",
            argument);
        return path;
    }

    /// <summary>A folder from the root: a leading slash, none at the end.</summary>
    public static string AbsoluteFolder(
        string path, [CallerArgumentExpression(nameof(path))] string? argument = null)
    {
        Require(IsPath(path) && path[0] == '/', path,
            "a folder has a leading slash, none at the end, and letters, digits, '_' and '-' between slashes", argument);
        return path;
    }

    /// <summary>A single name: letters, digits, underscore, hyphen.</summary>
    public static string PlainName(string name, [CallerArgumentExpression(nameof(name))] string? argument = null)
    {
        Require(IsPath(name) && !name.Contains('/', StringComparison.Ordinal), name,
            "a name has letters, digits, '_' and '-'", argument);
        return name;
    }

    /// <summary>A value of a comma-separated field which is passed on as it is: a password, a terminal.</summary>
    public static string Opaque(string value, [CallerArgumentExpression(nameof(value))] string? argument = null)
    {
        // The value is not repeated in the message: it may be a password.
        if (value is null || !OpaquePattern().IsMatch(value))
        {
            throw new ArgumentException(
                "The value has at most 200 visible ASCII signs and none of & = , ' \" |.", argument);
        }

        return value;
    }

    /// <summary>An e-mail address in plain form.</summary>
    public static string Email(string address, [CallerArgumentExpression(nameof(address))] string? argument = null)
    {
        Require(EmailPattern().IsMatch(address ?? ""), address, "an e-mail address has the form name@host", argument);
        return address!;
    }

    /// <summary>A language tag such as <c>he-IL</c>.</summary>
    public static string Language(string tag, [CallerArgumentExpression(nameof(tag))] string? argument = null)
    {
        Require(IsLanguage(tag), tag, "a language is a tag such as he-IL or en-US", argument);
        return tag!;
    }

    /// <summary>A telephone number as Yemot dials it: digits, in national form for Israel.</summary>
    public static string Telephone(string number, [CallerArgumentExpression(nameof(number))] string? argument = null)
    {
        var digits = SignsBetweenDigits().Replace(number ?? "", "");
        if (digits.StartsWith("+972", StringComparison.Ordinal))
            digits = string.Concat("0", digits.AsSpan(digits.Length > 4 && digits[4] == '0' ? 5 : 4));
        Require(TelephonePattern().IsMatch(digits), number,
            "a telephone number has 2 to 15 digits, perhaps after '*', in national form", argument);
        return digits;
    }

    /// <summary>A count that may be zero.</summary>
    public static int? NotNegative(int? value, [CallerMemberName] string? argument = null)
    {
        if (value is { } number)
            ArgumentOutOfRangeException.ThrowIfNegative(number, argument);
        return value;
    }

    /// <summary>A path whose segments have letters, digits, underscores and hyphens; a leading slash is allowed.</summary>
    public static bool IsPath([NotNullWhen(true)] string? path) =>
        path is { Length: > 0 and <= MaxLength } && PathPattern().IsMatch(path);

    /// <summary>Whether it is a language tag.</summary>
    public static bool IsLanguage(string? tag) => LanguagePattern().IsMatch(tag ?? "");

    /// <summary>A number as the wire writes it; empty for none.</summary>
    public static string Digits(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Throws with the rule when it is broken.</summary>
    public static void Require(bool kept, string? value, string rule, string? argument)
    {
        if (!kept)
            throw new ArgumentException($"'{Shown(value)}' is not possible: {rule}.", argument);
    }

    private static string Shown(string? value) => value is { Length: > 60 } ? value[..60] + "..." : value ?? "";

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,100}\z")]
    private static partial Regex ParameterNamePattern();

    [GeneratedRegex(@"\A/?[\p{L}0-9_-]+(?:/[\p{L}0-9_-]+)*\z")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\A[!-~-[&=,'""|]]{1,200}\z")]
    private static partial Regex OpaquePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}\z")]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"\A[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?\z")]
    private static partial Regex LanguagePattern();

    [GeneratedRegex(@"[\s().-]")]
    private static partial Regex SignsBetweenDigits();

    [GeneratedRegex(@"\A\*?[0-9]{2,15}\z")]
    private static partial Regex TelephonePattern();
}
