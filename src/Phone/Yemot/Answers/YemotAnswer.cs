namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A line's answer as Yemot understands it.</summary>
public sealed record YemotAnswer
{
    /// <summary>The answer as it came, at most <see cref="YemotAnswerReader.LargestAnswer"/> bytes of it.</summary>
    public required string Text { get; init; }

    /// <summary>What to do, in order. To be obeyed only if the answer is not rejected.</summary>
    public IReadOnlyList<YemotCommand> Commands { get; init; } = [];

    /// <summary>Every rule that the answer breaks, in the order of the answer's text.</summary>
    public IReadOnlyList<RuleBroken> Broken { get; init; } = [];

    /// <summary>Whether the answer asks to be kept out of Yemot's log (<c>api_log_no</c>).</summary>
    public bool KeptFromLog { get; init; }

    /// <summary>Whether Yemot would reject it.</summary>
    public bool IsRejected => Broken.Any(b => b.IsError);
}
