using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>What came of a script.</summary>
public sealed record YemotScriptResult
{
    /// <summary>How it ended.</summary>
    public required PhoneExitCode ExitCode { get; init; }

    /// <summary>Why it ended so; empty when all was fulfilled.</summary>
    public string Message { get; init; } = "";

    /// <summary>The line of the script at which it failed, from 1; 0 when all was fulfilled.</summary>
    public int FailedLine { get; init; }

    /// <summary>How many steps were carried out, the failed one not counted.</summary>
    public int Steps { get; init; }

    /// <summary>How many requests were sent, hang-up notices not counted.</summary>
    public int Requests { get; init; }

    /// <summary>Every rule that the line broke, warnings too.</summary>
    public IReadOnlyList<RuleBroken> Broken { get; init; } = [];

    /// <summary>Everything that happened, in order.</summary>
    public IReadOnlyList<YemotTranscriptLine> Transcript { get; init; } = [];

    /// <summary>The result in one line.</summary>
    public string Summary
    {
        get
        {
            var warnings = Broken.Count(b => !b.IsError);
            var counts = $"{Steps} steps, {Requests} requests, {warnings} warnings";
            return ExitCode == PhoneExitCode.Fulfilled ? $"fulfilled: {counts}" : $"failed at line {FailedLine}: {Message} ({counts})";
        }
    }
}
