using System.Globalization;
using YemotAi.Calls.Storage;
using YemotAi.Hosting.Settings;

namespace YemotAi.Hosting.Listing;

/// <summary>What is to be listed, read from a command line and checked.</summary>
internal sealed class ListingOrder
{
    private const string Day = "yyyy-MM-dd";

    private readonly Listed _what;
    private readonly CallQuery _query;

    private ListingOrder(Listed what, CallQuery query)
    {
        _what = what;
        _query = query;
    }

    /// <summary>Reads it.</summary>
    /// <param name="what">What is listed.</param>
    /// <param name="options">What the command line says.</param>
    /// <param name="reader">What the options were read by; it may have found problems already.</param>
    /// <exception cref="SettingsException">Something is wrong; all of it is named, each with what is allowed.</exception>
    public static ListingOrder Read(Listed what, ListingOptions options, SettingsReader reader)
    {
        var from = DayOf(options.From, "From", reader);
        var to = DayOf(options.To, "To", reader);
        if (options.Most is < 1 or > 1_000) reader.Problem("Most", "allowed: 1 to 1000.");
        if (reader.Problems.Count > 0) throw new SettingsException(reader.Problems);
        return new ListingOrder(what, new CallQuery
        {
            Number = NullIfEmpty(options.Number),
            Text = NullIfEmpty(options.Text),
            Business = NullIfEmpty(options.Business),
            From = from,
            Before = to?.AddDays(1),
            Most = options.Most,
        });
    }

    /// <summary>Prints the list.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public async Task PrintAsync(IListingStore store, TextWriter output, CancellationToken cancellation)
    {
        if (_what == Listed.Messages)
        {
            foreach (var message in await store.ListMessagesAsync(_query.Business, _query.Most, cancellation))
                ListingLines.Print(message, output);
            return;
        }

        foreach (var call in await store.FindCallsAsync(_query, cancellation)) ListingLines.Print(call, output);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset? DayOf(string text, string name, SettingsReader reader)
    {
        if (text.Length == 0) return null;
        if (DateTime.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var day)) return day;
        reader.Problem(name, $"'{text}' is no day. Allowed: a day such as 2026-11-21.");
        return null;
    }
}
