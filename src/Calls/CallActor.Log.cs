using Microsoft.Extensions.Logging;

namespace YemotAi.Calls;

public sealed partial class CallActor
{
    [LoggerMessage(100, LogLevel.Error, "{Call}: the handler '{Flow}' failed; the caller hears an apology.")]
    private static partial void LogHandlerFailed(ILogger log, Exception error, string call, string flow);

    [LoggerMessage(101, LogLevel.Warning,
        "{Call}: the handler '{Flow}' has changed since this call began ({Why}); the call begins again from its opening.")]
    private static partial void LogDiverged(ILogger log, string call, string flow, string why);

    [LoggerMessage(102, LogLevel.Warning, "{Call}: no handler is registered for the extension '{Extension}'.")]
    private static partial void LogNobody(ILogger log, string call, string extension);

    [LoggerMessage(103, LogLevel.Warning, "{Call} reached {Turns} requests in extension '{Extension}' and is ended.")]
    private static partial void LogTooManyTurns(ILogger log, string call, int turns, string extension);

    [LoggerMessage(105, LogLevel.Information,
        "{Call} from {Caller} in extension '{Extension}' ended: {Reason}, {Turns} requests, {Lasted}.")]
    private static partial void LogEnded(
        ILogger log, string call, string caller, string extension, CallEndReason reason, int turns, TimeSpan lasted);

    [LoggerMessage(104, LogLevel.Error, "{Call}: background work failed ({Work}).")]
    private static partial void LogBackgroundFailed(ILogger log, Exception error, string call, string work);

    [LoggerMessage(106, LogLevel.Error, "{Call}: something failed in the conversation ({What}).")]
    private static partial void LogVoiceFailed(ILogger log, Exception error, string call, string what);

    [LoggerMessage(107, LogLevel.Information, "{Call}: {Step} in {Milliseconds} ms.")]
    private static partial void LogVoiceStep(ILogger log, string call, string step, long milliseconds);

    [LoggerMessage(108, LogLevel.Information, "{Call}: the stream of the call from {Caller} began.")]
    private static partial void LogLineOpened(ILogger log, string call, string caller);

    [LoggerMessage(109, LogLevel.Information, "{Call}: the stream ended; lost: {IsLost}.")]
    private static partial void LogLineClosed(ILogger log, string call, bool isLost);

    [LoggerMessage(110, LogLevel.Warning,
        "{Call} had no stream, or a silent one, and was sent to leave a message; the call is there: {IsThere}.")]
    private static partial void LogSentToRecording(ILogger log, string call, bool isThere);

    [LoggerMessage(111, LogLevel.Information,
        "{Call}: answer {Answer} is heard, ASR_LATENCY {Recognition} ms, AI_LATENCY {Thinking} ms, TTS_LATENCY {Synthesis} ms, TOTAL_TURN {Total} ms.")]
    private static partial void LogSpokenAnswer(ILogger log, string call, int answer, long recognition, long thinking, long synthesis, long total);
}
