namespace YemotAi.Standalone.Store;

/// <summary>What the store logs. Never an id, a number or a text of a call.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Information, "Store made: {File}")]
    public static partial void Made(ILogger logger, string file);

    [LoggerMessage(2, LogLevel.Information, "Store opened: {File}")]
    public static partial void Opened(ILogger logger, string file);

    [LoggerMessage(3, LogLevel.Information, "Store brought from schema {From} to {To}: {File}")]
    public static partial void Updated(ILogger logger, int from, int to, string file);

    [LoggerMessage(4, LogLevel.Error, "The store cannot write. {Reason}")]
    public static partial void WriteFailed(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Information, "The store can write again: {File}")]
    public static partial void WritesAgain(ILogger logger, string file);

    [LoggerMessage(6, LogLevel.Warning, "The store's log could not be copied into its file; it grows meanwhile. {Reason}")]
    public static partial void CheckpointFailed(ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The store was not closed properly; nothing acknowledged is lost. {Reason}")]
    public static partial void CloseFailed(ILogger logger, string reason);
}
