using YemotAi.Calls.Storage;
using YemotAi.Hosting.Listing;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Store;

namespace YemotAi.Standalone.Listing;

/// <summary>Prints what the store keeps, while the program runs or when it does not.</summary>
public static class ListingCommand
{
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
            var options = reader.ReadTop<StandaloneListingOptions>([]);
            var order = ListingOrder.Read(what, options, reader);
            using var store = SqliteStore.OpenForReading(new StoreOptions { Directory = Path.GetFullPath(options.Data) });
            await order.PrintAsync(store, output, CancellationToken.None);
            return 0;
        }
        catch (Exception error) when (error is SettingsException or StoreOpenException or StoreUnavailableException)
        {
            await errors.WriteLineAsync(error.Message);
            return StandaloneProgram.CannotStart;
        }
    }
}
