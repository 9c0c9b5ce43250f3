using Microsoft.Extensions.Logging;

namespace YemotAi.Providers.Claude;

/// <content>Log messages.</content>
public sealed partial class ClaudeCodeMind
{
    [LoggerMessage(745, LogLevel.Warning, "The Claude Code CLI has lost a conversation's session: a new one is told all that was said.")]
    private static partial void LogLost(ILogger log);

    [LoggerMessage(746, LogLevel.Information, "A conversation's session is not here, or not certain to be right: a new one is told all that was said.")]
    private static partial void LogReplaced(ILogger log);

    [LoggerMessage(747, LogLevel.Warning, "A conversation's session cannot be kept ({Error}): its next turn begins a new one.")]
    private static partial void LogNotKept(ILogger log, string error);
}
