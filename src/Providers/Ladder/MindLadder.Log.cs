using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Ladder;

public sealed partial class MindLadder
{
    [LoggerMessage(540, LogLevel.Warning, "The mind '{Mind}' gave no answer ({Failure}: {Detail}) after {Took}; the next one is asked.")]
    private static partial void LogFailed(ILogger log, string mind, MindFailure failure, string detail, TimeSpan took);

    [LoggerMessage(541, LogLevel.Debug, "The mind '{Mind}' answered in {Took}, the first word after {FirstWord}.")]
    private static partial void LogAnswered(ILogger log, string mind, TimeSpan took, TimeSpan? firstWord);

    [LoggerMessage(542, LogLevel.Warning, "The minds of '{Business}' have cost {Spent} of {Budget} shekels today; beyond the budget the cheaper ones answer.")]
    private static partial void LogBudget(ILogger log, string business, decimal spent, decimal budget);

    [LoggerMessage(543, LogLevel.Error, "What '{Business}' has spent today could not be read or written.")]
    private static partial void LogBudgetUnknown(ILogger log, Exception error, string business);

    [LoggerMessage(544, LogLevel.Warning, "The mind '{Mind}' could not end a conversation.")]
    private static partial void LogEndFailed(ILogger log, Exception error, string mind);
}
