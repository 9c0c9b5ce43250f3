using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Unit.Store;

/// <summary>Keeps the writer busy until it is let go, as a disk that hangs would.</summary>
internal sealed class HoldingWrite : QueuedWrite
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _letGo = new();

    public Task Begun => _begun.Task;

    public override long Bytes => 0;

    public void LetGo() => _letGo.Set();

    protected override long Write()
    {
        _begun.TrySetResult();
        _letGo.Wait();
        return 0;
    }
}

/// <summary>Does on the writer's connection what a test wants done there.</summary>
internal sealed class ActionWrite(Action write) : QueuedWrite
{
    public override long Bytes => 0;

    protected override long Write()
    {
        write();
        return 0;
    }
}
