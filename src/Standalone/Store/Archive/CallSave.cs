using YemotAi.Calls.Storage;
using YemotAi.Hosting.Archive;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Archive;

/// <summary>One finished call, waiting for its group.</summary>
internal sealed class CallSave(ArchiveStatements statements, FinishedCall call) : QueuedWrite
{
    // Worked out on the caller's thread: the writer's is everybody's.
    private readonly string _words = SpokenWords.Of(call);
    private readonly string _transcript = TranscriptJson.Write(call.Transcript);

    /// <inheritdoc/>
    public override long Bytes => 500 + (2L * (_words.Length + _transcript.Length));

    /// <inheritdoc/>
    protected override long Write()
    {
        statements.Save(call, _words, _transcript);
        return 0;
    }
}
