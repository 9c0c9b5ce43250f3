using YemotAi.Hosting.Settings;

namespace YemotAi.Standalone.Settings;

/// <summary>The program's own settings; each area has its section beside them.</summary>
public sealed class StandaloneOptions : ProgramOptions
{
    /// <summary>Where calls are kept. Default on disk.</summary>
    public StoreKind Store { get; set; } = StoreKind.Sqlite;
}
