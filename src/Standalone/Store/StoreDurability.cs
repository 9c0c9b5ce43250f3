namespace YemotAi.Standalone.Store;

/// <summary>What an acknowledged write survives.</summary>
public enum StoreDurability
{
    /// <summary>
    /// A killed or crashed program loses nothing. A power cut may lose the last moments, and never damages the file.
    /// </summary>
    Normal,

    /// <summary>A power cut loses nothing either: each group of writes waits until the disk has it (milliseconds).</summary>
    Full,
}
