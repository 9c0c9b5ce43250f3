namespace YemotAi.Providers.Voices;

/// <summary>What is set for every voice, whatever speaks.</summary>
public abstract class VoiceOptions
{
    /// <summary>The name by which <c>Voices:Order</c> chooses it, and under which it is logged and measured.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// How long the first sound may take before the next voice is asked. Default 3 seconds: after that the caller thinks
    /// that nobody is there.
    /// </summary>
    public TimeSpan FirstSoundLimit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long nothing may come once the first sound is there. Default 5 seconds: sound is made faster than it is heard.
    /// </summary>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest text that is spoken at once, in characters. Default 2,000, about two minutes.</summary>
    public int MaxCharacters { get; set; } = 2_000;

    /// <summary>The longest sound of one text, in seconds; more is no speech of it. Default 300.</summary>
    public int MaxSeconds { get; set; } = 300;

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (Name.Length is 0 or > 40 || !Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            yield return $"{nameof(Name)} '{Name}' is not possible: allowed are 1 to 40 small letters a to z, digits and hyphens.";
        foreach (var (name, value) in new[] { (nameof(FirstSoundLimit), FirstSoundLimit), (nameof(SilenceLimit), SilenceLimit) })
        {
            if (value < TimeSpan.FromMilliseconds(100) || value > TimeSpan.FromMinutes(1))
                yield return $"{name} is {value}: allowed is 00:00:00.1 to 00:01:00.";
        }

        if (MaxCharacters is < 50 or > 4_000) yield return $"{nameof(MaxCharacters)} is {MaxCharacters}: allowed is 50 to 4000.";
        if (MaxSeconds is < 10 or > 3_600) yield return $"{nameof(MaxSeconds)} is {MaxSeconds}: allowed is 10 to 3600.";
    }
}
