namespace YemotAi.Providers.Voices;

/// <summary>How much spoken sound is kept, so that what is said again and again is spoken at once and paid for once.</summary>
public sealed class CacheOptions
{
    /// <summary>How much is kept, in bytes; then what was not said for longest goes. Default 64 MiB, some two hours. 0 keeps nothing.</summary>
    public long MaxBytes { get; set; } = 64L << 20;

    /// <summary>The longest text that is kept, in characters. Default 300: what repeats is short.</summary>
    public int MaxCharacters { get; set; } = 300;

    /// <summary>
    /// Whether what agents say in every call is spoken at the start. Default true: some forty sentences and those of each
    /// agent's own, which a voice on the web may charge, and each process that answers calls speaks them for itself.
    /// </summary>
    public bool WarmAtStart { get; set; } = true;

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxBytes is < 0 or > 16L << 30) yield return $"{nameof(MaxBytes)} is {MaxBytes}: allowed is 0 to {16L << 30}.";
        if (MaxCharacters is < 0 or > 4_000) yield return $"{nameof(MaxCharacters)} is {MaxCharacters}: allowed is 0 to 4000.";
    }
}
