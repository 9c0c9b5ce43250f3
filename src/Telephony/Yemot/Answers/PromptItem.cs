using System.Globalization;
using System.Text;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>One thing that the caller hears. Two items with the same content are equal.</summary>
public sealed record PromptItem
{
    private const int MaxDigits = 100;

    private PromptItem(string type, string content, string said)
    {
        Type = type;
        Content = content;
        Said = said;
    }

    /// <summary>Yemot's name of the kind: <c>t</c>, <c>f</c>, <c>d</c>, <c>dateH</c> and so on.</summary>
    public string Type { get; }

    /// <summary>What stands after the hyphen; empty for <c>noop</c>.</summary>
    public string Content { get; }

    /// <summary>What the caller hears, for a transcript; a file or music by its name in brackets.</summary>
    public string Said { get; }

    /// <summary>
    /// <c>t</c>: text to be spoken. Signs which break an answer are taken out; for text with prices, telephone
    /// numbers, markup and so on use <see cref="YemotText"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Nothing that can be spoken is in it.</exception>
    public static PromptItem Text(string text) =>
        TryText(text) ?? throw new ArgumentException("The text has no letter and no digit.", nameof(text));

    /// <summary>As <see cref="Text"/>; null when nothing that can be spoken is in it.</summary>
    public static PromptItem? TryText(string? text)
    {
        var safe = SafeSpeech.Clean(text);
        return safe.Length == 0 ? null : new PromptItem("t", safe, safe);
    }

    /// <summary>
    /// <c>f</c>: a sound file without its extension: <c>002</c> in the extension, <c>/8/error</c> elsewhere,
    /// <c>YM_LOCAL/library/file</c> of the whole system.
    /// </summary>
    /// <exception cref="ArgumentException">The path has other signs, or an extension.</exception>
    public static PromptItem File(string path) => new("f", AnswerRules.File(path), $"[{path}]");

    /// <summary><c>s</c>: a text file (<c>.tts</c>) without its extension, spoken.</summary>
    /// <exception cref="ArgumentException">The path has other signs, or an extension.</exception>
    public static PromptItem TextFile(string path) => new("s", AnswerRules.File(path), $"[{path}]");

    /// <summary><c>d</c>: digits one by one. Spaces, hyphens, dots and brackets between them are dropped.</summary>
    /// <exception cref="ArgumentException">There is no digit, there are over 100, or there is another sign.</exception>
    public static PromptItem Digits(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        var kept = new StringBuilder(digits.Length);
        foreach (var character in digits)
        {
            if (char.IsAsciiDigit(character))
                kept.Append(character);
            else
                AnswerRules.Require(" -.()".Contains(character, StringComparison.Ordinal), digits,
                    "digits are 0-9, perhaps with spaces, hyphens, dots and brackets between", nameof(digits));
        }

        AnswerRules.Require(kept.Length is > 0 and <= MaxDigits, digits, "1 to 100 digits are read", nameof(digits));
        var text = kept.ToString();
        return new PromptItem("d", text, text);
    }

    /// <summary><c>n</c>: a whole number, spoken as a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative: the wire has no sign for that.</exception>
    public static PromptItem Number(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var text = number.ToString(CultureInfo.InvariantCulture);
        return new PromptItem("n", text, text);
    }

    /// <summary><c>a</c>: English letters, spelled.</summary>
    /// <exception cref="ArgumentException">There is another sign than A-Z and a-z, or none, or over 100.</exception>
    public static PromptItem Letters(string letters)
    {
        AnswerRules.Require(letters is { Length: > 0 and <= MaxDigits } && letters.All(char.IsAsciiLetter), letters,
            "1 to 100 English letters are spelled", nameof(letters));
        return new PromptItem("a", letters!, letters!);
    }

    /// <summary><c>m</c>: a system message by its number, such as 1005.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than four digits or is negative.</exception>
    public static PromptItem SystemMessage(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 9999);
        var text = number.ToString("D4", CultureInfo.InvariantCulture);
        return new PromptItem("m", text, $"[M{text}]");
    }

    /// <summary><c>date</c>: a civil date.</summary>
    public static PromptItem Date(DateOnly date) => new("date", Slashed(date), Slashed(date));

    /// <summary><c>dateH</c>: a civil date, spoken as the Hebrew date.</summary>
    public static PromptItem HebrewDate(DateOnly date) => new("dateH", Slashed(date), Slashed(date));

    /// <summary><c>z</c>: a time of day or a halachic time, computed by Yemot.</summary>
    public static PromptItem Time(ZmanTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new PromptItem("z", time.ToString(), $"[{time.Moment}]");
    }

    /// <summary><c>h</c>: a piece of hold music.</summary>
    /// <param name="name">Its name in the telephone system.</param>
    /// <param name="maxSeconds">How long at most; null for all of it.</param>
    /// <exception cref="ArgumentException">The name has other signs, or the seconds are negative.</exception>
    public static PromptItem Music(string name, int? maxSeconds = null) => new(
        "h",
        new FieldList().Add(AnswerRules.PlainName(name)).Add(AnswerRules.NotNegative(maxSeconds, nameof(maxSeconds))).ToString(),
        $"[{name}]");

    /// <summary><c>noop</c>: nothing.</summary>
    public static PromptItem Nothing() => new("noop", "", "");

    /// <summary>The item as the wire has it.</summary>
    public override string ToString() => Content.Length == 0 ? Type : $"{Type}-{Content}";

    private static string Slashed(DateOnly date) => date.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
