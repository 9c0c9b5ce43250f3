namespace YemotAi.Standalone.Settings;

/// <summary>Where calls are kept.</summary>
public enum StoreKind
{
    /// <summary>On disk, in the data folder: nothing is lost when the process dies.</summary>
    Sqlite,

    /// <summary>In memory: gone when the process ends. For trying things out.</summary>
    Memory,
}
