using Microsoft.Extensions.Logging;

namespace YemotAi.Calls.Minds.Admission;

public sealed partial class ProviderActor
{
    [LoggerMessage(200, LogLevel.Error,
        "A turn with the provider account '{Account}' was not left within {Limit} and is taken back.")]
    private static partial void LogLost(ILogger log, string account, TimeSpan limit);

    [LoggerMessage(201, LogLevel.Debug, "The provider account '{Account}' refused a turn: {Why}; {Running} run, {Waiting} wait.")]
    private static partial void LogRefused(ILogger log, string account, ProviderRefusal why, int running, int waiting);
}
