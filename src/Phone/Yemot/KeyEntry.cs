using System.Globalization;
using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>What a keys read makes of the keys that a caller presses.</summary>
internal static class KeyEntry
{
    private const string Nothing = "1002";
    private const string TooShort = "1035";
    private const string NotAllowed = "1224";

    /// <summary>Takes one entry from the keys: up to <c>#</c> or the most digits; keys that run out are an entry too, since the wait runs out.</summary>
    /// <param name="read">The question.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="taken">How many keys the entry used up.</param>
    public static string Take(ReadKeysCommand read, string keys, out int taken)
    {
        var most = Most(read);
        var hashIsValue = read.Allowed?.Any(v => v.Contains('#', StringComparison.Ordinal)) ?? false;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == '#' && !hashIsValue)
            {
                taken = i + 1;
                return keys[..i];
            }
            if (i + 1 == most)
            {
                taken = i + 1;
                return keys[..taken];
            }
        }
        taken = keys.Length;
        return keys;
    }

    /// <summary>The value of an entry, or the number of the system message after which the question is asked again.</summary>
    public static (string? Value, string? Refusal) Judge(ReadKeysCommand read, string entry)
    {
        if (entry.Length == 0) return read.AcceptsEmpty ? (read.EmptyValue, null) : (null, Nothing);
        if (read.BlocksStar && entry.Contains('*', StringComparison.Ordinal)) return (null, NotAllowed);
        if (entry.Length < Least(read)) return (null, TooShort);
        if (read.Allowed is not null && !read.Allowed.Contains(entry)) return (null, NotAllowed);
        if (read.BlocksZero && entry.All(c => c is '0' or '*') && entry.Contains('0', StringComparison.Ordinal)) return (null, NotAllowed);
        var value = Format(read.Playback, entry);
        if (value is null) return (null, NotAllowed);
        if (read.Replacement is [var from, var to]) value = value.Replace(from, to);
        return (value, null);
    }

    /// <summary>Whether letters can be made with the question's keyboard.</summary>
    public static bool TakesLetters(ReadKeysCommand read) => read.Playback
        is KeyPlayback.Alpha or KeyPlayback.HebrewKeyboard or KeyPlayback.EnglishKeyboard
        or KeyPlayback.EmailKeyboard or KeyPlayback.GetMail;

    /// <summary>Whether a telephone has all these keys.</summary>
    public static bool AreKeys(string keys) => keys.All(c => char.IsAsciiDigit(c) || c is '*' or '#');

    private static int? Most(ReadKeysCommand read)
    {
        int? implied = read.Playback switch
        {
            KeyPlayback.Date or KeyPlayback.HebrewDate => 8,
            KeyPlayback.Time => 4,
            KeyPlayback.TeudatZehut => 9,
            KeyPlayback.Phone => 10,
            _ => null,
        };
        if (read.Playback == KeyPlayback.DigitsKeyboard) return null;
        return implied ?? read.MaxDigits;
    }

    private static int Least(ReadKeysCommand read) => read.Playback switch
    {
        KeyPlayback.Date or KeyPlayback.HebrewDate => 8,
        KeyPlayback.Time => 4,
        KeyPlayback.TeudatZehut => 8,
        KeyPlayback.Phone => 9,
        KeyPlayback.DigitsKeyboard => 1,
        _ => read.MinDigits,
    };

    /// <summary>Times and dates come as formatted text, in a price the star is the point; null when there is no such time or date.</summary>
    private static string? Format(KeyPlayback playback, string entry)
    {
        switch (playback)
        {
            case KeyPlayback.Time:
                return TimeOnly.TryParseExact(entry, "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                    ? time.ToString("HH-mm", CultureInfo.InvariantCulture)
                    : null;
            case KeyPlayback.Date:
                return DateOnly.TryParseExact(entry, "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)
                    : null;
            case KeyPlayback.HebrewDate:
                return entry.All(char.IsAsciiDigit) ? $"{entry[..2]}-{entry[2..4]}-{entry[4..]}" : null;
            case KeyPlayback.Price:
                return entry.Count(c => c == '*') <= 1 ? entry.Replace('*', '.') : null;
            default:
                return entry;
        }
    }
}
