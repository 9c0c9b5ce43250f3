using Microsoft.Extensions.Logging;

namespace YemotAi.Providers.Keyless;

public sealed partial class KeylessMind
{
    [LoggerMessage(1, LogLevel.Error, "The knowledge of business {Business} failed; the caller is told that the answer is not known.")]
    private static partial void LogKnowledgeFailed(ILogger logger, Exception exception, string business);

    [LoggerMessage(2, LogLevel.Error, "The keyless mind failed on an utterance of {Characters} characters; the caller is told that the answer is not known.")]
    private static partial void LogFailed(ILogger logger, Exception exception, int characters);
}
