using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Writing;

/// <summary>A write that waits for its group; completes when the group's commit has succeeded.</summary>
internal abstract class QueuedWrite : TaskCompletionSource<long>
{
    private Exception? _refusal;
    private long _result;

    /// <summary>Continuations never run on the writer's thread, which has the next group to write.</summary>
    protected QueuedWrite() : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
    }

    /// <summary>About how many bytes it holds while it waits.</summary>
    public abstract long Bytes { get; }

    /// <summary>
    /// Does the work inside the group's transaction. May be called again if the group had to be given up. An exception
    /// gives up what this write did.
    /// </summary>
    public void Run()
    {
        _refusal = null;
        _result = Write();
    }

    /// <summary>Tells the writer of this that it is committed, or refused by what is stored.</summary>
    public void Complete()
    {
        if (_refusal is null) TrySetResult(_result);
        else TrySetException(_refusal);
    }

    /// <summary>Tells the writer of this that nothing was written.</summary>
    public void Fail(string reason, Exception? cause) => TrySetException(new StoreUnavailableException(reason, cause));

    /// <summary>Executes the statements. Gives what the one who asked gets.</summary>
    protected abstract long Write();

    /// <summary>Ends this write with an exception of its own, having changed nothing, and leaves its group alone.</summary>
    protected long Refuse(Exception refusal)
    {
        _refusal = refusal;
        return 0;
    }
}
