using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace YemotAi.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text, Exception? Error)> All { get; } = new();

    /// <summary>What was logged as an error or worse.</summary>
    public IEnumerable<(LogLevel Level, string Text, Exception? Error)> Errors => All.Where(line => line.Level >= LogLevel.Error);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue((logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
