namespace YemotAi.Calls;

/// <summary>A request that is being worked on; a repetition of it waits for the same answer.</summary>
/// <param name="fingerprint">Which request.</param>
internal sealed class TurnInWork(string fingerprint)
{
    public string Fingerprint { get; } = fingerprint;

    public TaskCompletionSource<CallOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
