using System.Globalization;

namespace YemotAi.Business.Profiles;

/// <summary>How prices, durations and telephone numbers are written in a business file.</summary>
internal static class OfferSyntax
{
    /// <summary>What may stand where a price is wanted, for messages.</summary>
    public const string AllowedPrices =
        "allowed, in shekels: a number such as 120 or 49.90, a range such as 250-400, \"from 450\", or free";

    /// <summary>What may stand where a duration is wanted, for messages.</summary>
    public const string AllowedDurations = "allowed, in minutes from 1 to 1440: a number such as 30, or a range such as 30-45";

    /// <summary>What may stand where a telephone number is wanted, for messages.</summary>
    public const string AllowedNumbers =
        "allowed: 3 to 15 digits with spaces or dashes between them, and a * or + before them; put it in quotes";

    /// <summary>What may stand where a budget is wanted, for messages.</summary>
    public const string AllowedBudgets = 
        "allowed, in shekels a day: a number such as 20 or 7.50, or 0 for no limit; without the key the settings decide";

    private const decimal MostShekels = 1_000_000;

    /// <summary>Reads a price; null if it is none.</summary>
    public static ServicePrice? ParsePrice(string text)
    {
        text = text.Trim();
        if (text is "free" or "חינם")
            return new ServicePrice(0);
        foreach (var word in new[] { "from ", "החל מ" })
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                var rest = text[word.Length..].TrimStart('-', '־', ' ');
                return Shekels(rest) is { } least ? new ServicePrice(least, null, true) : null;
            }
        }

        var ends = text.Split(['-', '–', '־'], StringSplitOptions.TrimEntries);
        return ends.Length switch
        {
            1 when Shekels(ends[0]) is { } price => new ServicePrice(price),
            2 when Shekels(ends[0]) is { } low && Shekels(ends[1]) is { } high && low < high => new ServicePrice(low, high),
            _ => null,
        };
    }

    /// <summary>Reads a sum of shekels, 0 too; null if it is none.</summary>
    public static decimal? ParseBudget(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var sum)
        && sum is >= 0 and <= MostShekels && decimal.Round(sum, 2) == sum ? sum : null;

    /// <summary>Reads a duration; null if it is none.</summary>
    public static ServiceDuration? ParseDuration(string text)
    {
        var ends = text.Split(['-', '–', '־'], StringSplitOptions.TrimEntries);
        return ends.Length switch
        {
            1 when Minutes(ends[0]) is { } minutes => new ServiceDuration(minutes),
            2 when Minutes(ends[0]) is { } low && Minutes(ends[1]) is { } high && low < high =>
                new ServiceDuration(low, high),
            _ => null,
        };
    }

    /// <summary>Reads a telephone number into its digits, with a leading <c>*</c> or <c>+</c>; null if it is none.</summary>
    public static string? ParseNumber(string text)
    {
        text = text.Trim();
        var lead = text.StartsWith('*') || text.StartsWith('+') ? text[..1] : "";
        var rest = text[lead.Length..];
        var digits = string.Concat(rest.Where(char.IsAsciiDigit));
        bool clean = rest.All(c => char.IsAsciiDigit(c) || c is ' ' or '-');
        return clean && digits.Length is >= 3 and <= 15 ? lead + digits : null;
    }

    private static decimal? Shekels(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
        && price is > 0 and <= MostShekels && decimal.Round(price, 2) == price ? price : null;

    private static int? Minutes(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
        && minutes is > 0 and <= 1440 ? minutes : null;
}
