using Microsoft.Extensions.Logging;

namespace YemotAi.Calls;

public sealed partial class CallActor
{
    [LoggerMessage(100, LogLevel.Error, "The handler '{Flow}' failed; the caller hears an apology.")]
    private static partial void LogHandlerFailed(ILogger log, Exception error, string flow);

    [LoggerMessage(101, LogLevel.Warning,
        "The handler '{Flow}' has changed since this call began ({Why}); the call begins again from its opening.")]
    private static partial void LogDiverged(ILogger log, string flow, string why);

    [LoggerMessage(102, LogLevel.Warning, "No handler is registered for the extension '{Extension}'.")]
    private static partial void LogNobody(ILogger log, string extension);

    [LoggerMessage(103, LogLevel.Warning, "A call reached {Turns} requests in extension '{Extension}' and is ended.")]
    private static partial void LogTooManyTurns(ILogger log, int turns, string extension);

    [LoggerMessage(105, LogLevel.Information,
        "A call from {Caller} in extension '{Extension}' ended: {Reason}, {Turns} requests, {Lasted}.")]
    private static partial void LogEnded(
        ILogger log, string caller, string extension, CallEndReason reason, int turns, TimeSpan lasted);

    [LoggerMessage(104, LogLevel.Error, "Background work of a call failed ({Work}).")]
    private static partial void LogBackgroundFailed(ILogger log, Exception error, string work);

    [LoggerMessage(106, LogLevel.Error, "Something failed in a spoken conversation ({What}).")]
    private static partial void LogVoiceFailed(ILogger log, Exception error, string what);

    [LoggerMessage(107, LogLevel.Information, "A spoken conversation: {Step} in {Milliseconds} ms.")]
    private static partial void LogVoiceStep(ILogger log, string step, long milliseconds);

    [LoggerMessage(108, LogLevel.Information, "The stream of a call from {Caller} began.")]
    private static partial void LogLineOpened(ILogger log, string caller);

    [LoggerMessage(109, LogLevel.Information, "The stream of a call ended; lost: {IsLost}.")]
    private static partial void LogLineClosed(ILogger log, bool isLost);

    [LoggerMessage(110, LogLevel.Warning,
        "A call had no stream, or a silent one, and was sent to leave a message; the call is there: {IsThere}.")]
    private static partial void LogSentToRecording(ILogger log, bool isThere);
}
