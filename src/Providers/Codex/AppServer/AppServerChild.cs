using YemotAi.Providers.Processes;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>The lines of a process.</summary>
internal sealed class AppServerChild(ChildProcess child) : IAppServerLines
{
    /// <inheritdoc/>
    public ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        child.WriteAsync(bytes, cancellation);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation) => child.ReadLineAsync(cancellation);
}
