using System.Collections.Frozen;
using System.Text.Json;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>The words of one language for what is written in signs. Read from a resource beside this file.</summary>
internal sealed class SpokenWords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private FrozenDictionary<string, SpokenCurrency> _bySign = FrozenDictionary<string, SpokenCurrency>.Empty;

    /// <summary>Hebrew.</summary>
    public static SpokenWords Hebrew { get; } = Load("he");

    /// <summary>Between whole and decimals, and between parts of an address.</summary>
    public required string Point { get; init; }

    /// <summary>Between the ends of a range.</summary>
    public required string To { get; init; }

    /// <summary>Before the hundredths of a sum, with a space if one is to be there.</summary>
    public required string And { get; init; }

    /// <summary>The same, joined to the word after it.</summary>
    public required string JoinedAnd { get; init; }

    /// <summary>Before a number below zero.</summary>
    public required string Minus { get; init; }

    /// <summary>After a number.</summary>
    public required string Percent { get; init; }

    /// <summary>One of a hundred, with its number.</summary>
    public required string OnePercent { get; init; }

    /// <summary>Before a number that is about right.</summary>
    public required string About { get; init; }

    /// <summary>Before the number of a thing.</summary>
    public required string Number { get; init; }

    /// <summary>The key <c>*</c>.</summary>
    public required string Star { get; init; }

    /// <summary>The key <c>#</c>.</summary>
    public required string Hash { get; init; }

    /// <summary>Multiplication.</summary>
    public required string Times { get; init; }

    /// <summary>Addition.</summary>
    public required string Plus { get; init; }

    /// <summary>Equality.</summary>
    public required string EqualTo { get; init; }

    /// <summary>Of temperature.</summary>
    public required string Degrees { get; init; }

    /// <summary>Of time.</summary>
    public required string Seconds { get; init; }

    /// <summary>24:00.</summary>
    public required string Midnight { get; init; }

    /// <summary>In an e-mail address.</summary>
    public required string At { get; init; }

    /// <summary>In an address.</summary>
    public required string Dash { get; init; }

    /// <summary>In an address.</summary>
    public required string Underscore { get; init; }

    /// <summary>Letters that stand before a word without a space, and so before an abbreviation.</summary>
    public required string Prefixes { get; init; }

    /// <summary>"in January" and so on, twelve.</summary>
    public required IReadOnlyList<string> Months { get; init; }

    /// <summary>Words after which <c>21.11</c> is a day of the year and not a number.</summary>
    public required ISet<string> DateCues { get; init; }

    /// <summary>
    /// Words soon after which <c>12/3</c> is a house and a flat, or a score, and not a day of the year.
    /// </summary>
    public required ISet<string> SlashCues { get; init; }

    /// <summary>Words after which single letters with a hyphen are days of the week.</summary>
    public required ISet<string> DayCues { get; init; }

    /// <summary>Fractions by how they are written.</summary>
    public required IReadOnlyDictionary<string, string> Fractions { get; init; }

    /// <summary>Whole phrases, replaced before anything else.</summary>
    public required IReadOnlyDictionary<string, string> Phrases { get; init; }

    /// <summary>Currencies.</summary>
    public required IReadOnlyList<SpokenCurrency> Currencies
    {
        get;
        init
        {
            field = value;
            _bySign = value
                .SelectMany(currency => currency.Signs.Select(sign => (sign, currency)))
                .ToFrozenDictionary(pair => pair.sign, pair => pair.currency, StringComparer.Ordinal);
        }
    }

    /// <summary>Words with an apostrophe or quotation mark in or after them, and what is said.</summary>
    public required IReadOnlyDictionary<string, string> Abbreviations { get; init; }

    /// <summary>The currency that a sign or word stands for.</summary>
    public SpokenCurrency? Currency(string sign) => _bySign.GetValueOrDefault(sign);

    private static SpokenWords Load(string language)
    {
        var name = $"{typeof(SpokenWords).Namespace}.{language}.json";
        using var stream = typeof(SpokenWords).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return JsonSerializer.Deserialize<SpokenWords>(stream, Json)
            ?? throw new InvalidOperationException($"The resource {name} is empty.");
    }
}
