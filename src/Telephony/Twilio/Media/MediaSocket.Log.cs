using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What a media socket logs: never what was said, and no number of a caller.</summary>
internal sealed partial class MediaSocket
{
    [LoggerMessage(250, LogLevel.Information, "A media socket was opened.")]
    private static partial void LogConnected(ILogger log);

    [LoggerMessage(251, LogLevel.Information, "The media stream {StreamSid} of the call {CallSid} began.")]
    private static partial void LogStarted(ILogger log, string streamSid, string callSid);

    [LoggerMessage(252, LogLevel.Warning, "The media stream {StreamSid} of the call {CallSid} was refused: {Why}")]
    private static partial void LogRefused(ILogger log, string streamSid, string callSid, string why);

    [LoggerMessage(253, LogLevel.Information, "The media stream {StreamSid} of the call {CallSid} was stopped by Twilio.")]
    private static partial void LogStopped(ILogger log, string streamSid, string callSid);

    [LoggerMessage(254, LogLevel.Information, "The media stream {StreamSid} is over: {Why}, closed with {Code}. {In} frames came, {Out} went, {Dropped} were dropped; {Problems} messages were wrong.")]
    private static partial void LogOver(ILogger log, string streamSid, MediaEnd why, WebSocketCloseStatus code, long @in, long @out, long dropped, int problems);

    [LoggerMessage(255, LogLevel.Warning, "A media socket on which no stream began is over: {Why}, closed with {Code}; {Problems} messages were wrong.")]
    private static partial void LogNeverBegan(ILogger log, MediaEnd why, WebSocketCloseStatus code, int problems);

    [LoggerMessage(256, LogLevel.Debug, "A message of a media stream was not taken: {Problem}.")]
    private static partial void LogProblem(ILogger log, MediaProblem problem);

    [LoggerMessage(257, LogLevel.Error, "A media socket failed.")]
    private static partial void LogFailed(ILogger log, Exception error);

    [LoggerMessage(259, LogLevel.Error, "The call {CallSid} could not be told that its media stream is over.")]
    private static partial void LogNotTold(ILogger log, Exception error, string callSid);
}
