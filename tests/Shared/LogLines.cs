using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace YemotAi.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(LogLevel Level, string Text, Exception? Error)> All { get; } = new();

    /// <summary>What was logged as an error or worse.</summary>
    public IEnumerable<(LogLevel Level, string Text, Exception? Error)> Errors => All.Where(line => line.Level >= LogLevel.Error);

    /// <summary>Waits until so many lines have been logged that hold a text.</summary>
    /// <exception cref="TimeoutException">They have not after a minute.</exception>
    public async Task WhenLoggedAsync(string text, int lines, CancellationToken cancellation)
    {
        while (true)
        {
            var added = _added.Task;
            if (All.Count(line => line.Text.Contains(text, StringComparison.Ordinal)) >= lines) return;
            await added.WaitAsync(TimeSpan.FromMinutes(1), cancellation);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        All.Enqueue((logLevel, formatter(state, exception), exception));
        Interlocked.Exchange(ref _added, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public void Dispose()
    {
    }
}
