namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Lines to and from an app-server: those of its process, or of a test.</summary>
internal interface IAppServerLines
{
    /// <summary>Writes bytes that end with a line's end; false when nobody listens any more.</summary>
    ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>The next line, valid until the next call; null when there are no more.</summary>
    /// <exception cref="Processes.ChildOutputException">A line is longer than it may be.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation);
}
