using System.Globalization;
using YemotAi.Calls.Storage;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Store;

namespace YemotAi.Standalone.Listing;

/// <summary>Prints what the store keeps, while the program runs or when it does not.</summary>
public static class ListingCommand
{
    private const string Day = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd HH:mm";

    /// <summary>Prints a list; gives the exit code.</summary>
    /// <param name="what">Of what.</param>
    /// <param name="args">The command line behind the command's name.</param>
    /// <param name="output">Where the list goes.</param>
    /// <param name="errors">Where complaints go.</param>
    public static async Task<int> RunAsync(Listed what, string[] args, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var reader = new SettingsReader(ConfigurationFiles.OfCommandLine(args));
            var options = reader.ReadTop<ListingOptions>([]);
            var from = DayOf(options.From, "From", reader);
            var to = DayOf(options.To, "To", reader);
            if (options.Most is < 1 or > 1_000) reader.Problem("Most", "allowed: 1 to 1000.");
            if (reader.Problems.Count > 0) throw new SettingsException(reader.Problems);

            using var store = SqliteStore.OpenForReading(new StoreOptions { Directory = Path.GetFullPath(options.Data) });
            if (what == Listed.Messages)
            {
                foreach (var message in await store.ListMessagesAsync(NullIfEmpty(options.Business), options.Most, default))
                    Print(message, output);
                return 0;
            }

            var query = new CallQuery
            {
                Number = NullIfEmpty(options.Number),
                Text = NullIfEmpty(options.Text),
                Business = NullIfEmpty(options.Business),
                From = from,
                Before = to?.AddDays(1),
                Most = options.Most,
            };
            foreach (var call in await store.FindCallsAsync(query, default)) Print(call, output);
            return 0;
        }
        catch (Exception error) when (error is SettingsException or StoreOpenException or StoreUnavailableException)
        {
            await errors.WriteLineAsync(error.Message);
            return StandaloneProgram.CannotStart;
        }
    }

    private static void Print(FinishedCall call, TextWriter output)
    {
        output.WriteLine($"{Local(call.Began)}  {(call.Caller.Length > 0 ? call.Caller : "withheld")} -> {call.Dialled}  {call.Business}  {Lasted(call)}  {call.Reason}");
        foreach (var line in call.Transcript)
            output.WriteLine($"    {(line.Speaker == Speaker.Agent ? "<" : ">")} {line.Text}");
    }

    private static void Print(CallerMessage message, TextWriter output) => output.WriteLine(
        $"{Local(message.At)}  {(message.Caller.Length > 0 ? message.Caller : "withheld")}  {message.Business}  {message.Text}{(message.Recording is null ? "" : $"  [recording {message.Recording}]")}");

    private static string Local(DateTimeOffset at) => at.ToLocalTime().ToString(Moment, CultureInfo.InvariantCulture);

    private static string Lasted(FinishedCall call) =>
        (call.Ended - call.Began).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset? DayOf(string text, string name, SettingsReader reader)
    {
        if (text.Length == 0) return null;
        if (DateTime.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var day)) return day;
        reader.Problem(name, $"'{text}' is no day. Allowed: a day such as 2026-11-21.");
        return null;
    }
}
