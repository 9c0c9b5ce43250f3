namespace YemotAi.Benchmarks.Turns;

/// <summary>How long others take in a simulated call.</summary>
/// <param name="Recognition">From the end of a segment to its words.</param>
/// <param name="Mind">From a turn to the first words of its answer.</param>
/// <param name="Punctuates">The recogniser ends every segment with a full stop, finished or not.</param>
internal sealed record CallDelays(TimeSpan Recognition, TimeSpan Mind, bool Punctuates = false)
{
    /// <summary>Nobody takes any time: what is left is the machine's own, and nothing but a breath hides a wrong decision.</summary>
    public static CallDelays None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>A quick recogniser and a quick mind.</summary>
    public static CallDelays Usual { get; } = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(500));

    /// <summary>What it is in words.</summary>
    public string Name => $"{Recognition.TotalMilliseconds:0} ms, {Mind.TotalMilliseconds:0} ms" + (Punctuates ? ", a full stop after everything" : "");
}
