using System.Globalization;

namespace YemotAi.Business.Spoken;

/// <summary>Numbers in Hebrew words, where digits would be read in the wrong gender.</summary>
internal static class HebrewNumber
{
    private static readonly Lazy<NumberWords> Words = new(() => Resources.Json<NumberWords>("Spoken.numbers.he.json"));

    /// <summary>A number that counts a feminine noun (hours, minutes) or nothing at all; digits from 100 on.</summary>
    public static string Feminine(int number)
    {
        var words = Words.Value;
        if (number is < 0 or > 99)
            return number.ToString(CultureInfo.InvariantCulture);
        if (number < 20)
            return words.Feminine[number];
        var tens = words.Tens[number / 10];
        return number % 10 == 0
            ? tens
            : words.Joined.Replace("{tens}", tens, StringComparison.Ordinal)
                .Replace("{units}", words.Feminine[number % 10], StringComparison.Ordinal);
    }

    private sealed record NumberWords(string[] Feminine, string[] Tens, string Joined);
}
