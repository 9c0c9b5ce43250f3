namespace YemotAi.Calls.Minds;

/// <summary>That one mind was asked, and what came of it.</summary>
/// <param name="Mind">Its name.</param>
/// <param name="Failure">Why it gave no answer; null when it did.</param>
/// <param name="Detail">Of a failure, for the operator; no secret and no words of the caller.</param>
/// <param name="Waited">How long it waited for its turn.</param>
/// <param name="FirstWord">From being asked to the first word; null when the words did not come one by one.</param>
/// <param name="Took">From being asked to the end.</param>
/// <param name="Usage">What it used.</param>
/// <param name="Cost">What that costs, in shekels.</param>
public sealed record MindAttempt(
    string Mind,
    MindFailure? Failure,
    string Detail,
    TimeSpan Waited,
    TimeSpan? FirstWord,
    TimeSpan Took,
    MindUsage Usage,
    decimal Cost);
