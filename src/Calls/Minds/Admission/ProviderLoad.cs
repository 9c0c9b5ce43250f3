namespace YemotAi.Calls.Minds.Admission;

/// <summary>How much a queue has in hand. Written by its actor, read by whoever collects metrics.</summary>
internal sealed class ProviderLoad
{
    private int _running;
    private int _waiting;

    public int Running => Volatile.Read(ref _running);

    public int Waiting => Volatile.Read(ref _waiting);

    public void Set(int running, int waiting)
    {
        Volatile.Write(ref _running, running);
        Volatile.Write(ref _waiting, waiting);
    }
}
