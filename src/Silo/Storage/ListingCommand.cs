using YemotAi.Calls.Storage;
using YemotAi.Hosting.Listing;
using YemotAi.Hosting.Settings;

namespace YemotAi.Silo.Storage;

/// <summary>Prints what a cluster keeps in Redis, whether a silo is running or not.</summary>
public static class ListingCommand
{
    /// <summary>Prints a list; gives the exit code.</summary>
    /// <param name="what">Of what.</param>
    /// <param name="args">
    /// The command line behind the command's name. Which Redis, and which service's data, is read from where a silo reads
    /// it: section <c>Cluster</c>, in files, the environment, or here.
    /// </param>
    /// <param name="output">Where the list goes.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<int> RunAsync(
        Listed what, string[] args, TextWriter output, TextWriter errors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var reader = new SettingsReader(ConfigurationFiles.OfCommandLine(args));
            var order = ListingOrder.Read(what, reader.ReadTop<ListingOptions>([ClusterOptions.Section]), reader);
            await using var services = Open(args);
            await order.PrintAsync(new Kept(services), output, cancellation);
            return 0;
        }
        catch (Exception error) when (error is SettingsException or StoreUnavailableException)
        {
            await errors.WriteLineAsync(error.Message);
            return CannotList;
        }
    }

    /// <summary>The exit code when the list cannot be given, as when a program cannot start.</summary>
    private const int CannotList = 2;

    private static ServiceProvider Open(string[] args)
    {
        var reader = new SettingsReader(ConfigurationFiles.Build(args));
        var cluster = reader.Read<ClusterOptions>(ClusterOptions.Section);
        foreach (var problem in cluster.Problems()) reader.Problem($"{ClusterOptions.Section}:{problem}");
        if (reader.Problems.Count > 0) throw new SettingsException(reader.Problems);

        var services = new ServiceCollection();
        // Beside the list, which may be read by another program: that records were left out. That Redis is away comes once.
        services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Error).AddFilter(typeof(RedisConnection).FullName, LogLevel.None));
        SiloStorage.Add(services, cluster);
        return services.BuildServiceProvider();
    }

    private sealed class Kept(IServiceProvider services) : IListingStore
    {
        public ValueTask<IReadOnlyList<FinishedCall>> FindCallsAsync(CallQuery query, CancellationToken cancellation) =>
            services.GetRequiredService<ICallArchive>().FindAsync(query, cancellation);

        public ValueTask<IReadOnlyList<CallerMessage>> ListMessagesAsync(string? business, int most, CancellationToken cancellation) =>
            services.GetRequiredService<IMessageBox>().ListAsync(business, most, cancellation);
    }
}
