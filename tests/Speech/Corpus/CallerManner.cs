namespace YemotAi.SpeechCorpus;

/// <summary>How a caller speaks.</summary>
/// <param name="ShortestPause">The shortest pause between the parts of a sentence.</param>
/// <param name="LongestPause">The longest.</param>
/// <param name="WordsPerMinute">How fast; 0 for as fast as the speaker does.</param>
public sealed record CallerManner(TimeSpan ShortestPause, TimeSpan LongestPause, int WordsPerMinute = 0)
{
    /// <summary>Pauses as at commas.</summary>
    public static CallerManner Fluent { get; } = Pausing(0.25, 0.7);

    /// <summary>Pauses of somebody who thinks about what to say next.</summary>
    public static CallerManner Hesitant { get; } = Pausing(0.7, 1.2);

    /// <summary>Pauses between the groups of a number.</summary>
    public static CallerManner Dictating { get; } = Pausing(0.5, 1.5);

    private static CallerManner Pausing(double least, double most) => new(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
}
