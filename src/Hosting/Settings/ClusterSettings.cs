namespace YemotAi.Hosting.Settings;

/// <summary>All settings of a silo or a gateway, read and checked.</summary>
public sealed class ClusterSettings : ProgramSettings
{
    private static readonly string[] Sections = [.. SharedSections, ClusterOptions.Section];

    private ClusterSettings(SettingsReader reader, ProgramOptions program)
        : base(reader, program) => Cluster = reader.Read<ClusterOptions>(ClusterOptions.Section);

    /// <summary>Section <c>Cluster</c>.</summary>
    public ClusterOptions Cluster { get; }

    /// <summary>Reads and checks.</summary>
    /// <param name="configuration">Where the settings come from.</param>
    /// <exception cref="SettingsException">Something is wrong; all of it is named, each with what is allowed.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SettingsReader(configuration);
        var settings = new ClusterSettings(reader, reader.ReadTop<ProgramOptions>(Sections));
        if (reader.Problems.Count == 0)
        {
            SettingsRules.Check(settings, reader);
            foreach (var problem in settings.Cluster.Problems()) reader.Problem($"{ClusterOptions.Section}:{problem}");
        }

        return reader.Problems.Count == 0 ? settings : throw new SettingsException(reader.Problems);
    }
}
