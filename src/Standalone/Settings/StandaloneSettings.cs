using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;

namespace YemotAi.Standalone.Settings;

/// <summary>All settings of the program for one machine, read and checked.</summary>
public sealed class StandaloneSettings : ProgramSettings
{
    private static readonly string[] Sections = [.. SharedSections, "Engine", "Storage"];

    private StandaloneSettings(SettingsReader reader, StandaloneOptions program)
        : base(reader, program)
    {
        Store = program.Store;
        Engine = reader.Read<EngineOptions>("Engine");
        Storage = reader.Read<StoreOptions>("Storage") with { Directory = DataFolder };
    }

    /// <summary>Where calls are kept.</summary>
    public StoreKind Store { get; }

    /// <summary>Section <c>Engine</c>: limits of the engine.</summary>
    public EngineOptions Engine { get; }

    /// <summary>Section <c>Storage</c>: limits of the store.</summary>
    public StoreOptions Storage { get; }

    /// <summary>Reads and checks.</summary>
    /// <exception cref="SettingsException">Something is wrong; all of it is named, each with what is allowed.</exception>
    public static StandaloneSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SettingsReader(configuration);
        var settings = new StandaloneSettings(reader, reader.ReadTop<StandaloneOptions>(Sections));
        if (reader.Problems.Count == 0) settings.Check(reader);
        return reader.Problems.Count == 0 ? settings : throw new SettingsException(reader.Problems);
    }

    private void Check(SettingsReader reader)
    {
        SettingsRules.Check(this, reader);
        foreach (var problem in Storage.Problems()) reader.Problem("Storage:" + problem);
        SettingsRules.Between(reader, "Engine:IdleLimit", Engine.IdleLimit, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        SettingsRules.Between(reader, "Engine:SweepPeriod", Engine.SweepPeriod, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        SettingsRules.Between(reader, "Engine:WakePeriod", Engine.WakePeriod, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        SettingsRules.Between(reader, "Engine:WakeBatch", Engine.WakeBatch, 1, 100_000);
        SettingsRules.Between(reader, "Engine:WakeAgain", Engine.WakeAgain, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        SettingsRules.Between(reader, "Engine:StopLimit", Engine.StopLimit, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        SettingsRules.Between(reader, "Engine:MaxActors", Engine.MaxActors, 1, 10_000_000);
    }
}
