using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.Grains.Sound;

/// <summary>
/// The sound of one activation. All of it runs in turns of the actor; only the ticker and a line of this process call
/// from elsewhere, and what they want becomes a turn.
/// </summary>
/// <param name="grain">The actor's grain.</param>
/// <param name="services">What all grains share.</param>
/// <param name="isBroken">Whether the actor must do nothing more.</param>
/// <param name="changed">Called when a line is attached, or none is any more.</param>
internal sealed class HostedSound(IGrainBase grain, ActorServices services, Func<bool> isBroken, Action changed)
    : IActorSound, INearActor, ITicking
{
    private readonly ActorSide _side = new(services.SoundLimits, services.Time);
    private long _dueAt = long.MaxValue;
    private bool _wasAttached;

    public bool IsAttached => _side.IsAttached;

    public long Next => _side.Next;

    public SoundFigures Figures => _side.Figures;

    public void Receive(ISoundReceiver receiver) => _side.Receive(new GuardedReceiver(receiver, static () => false, services.Log));

    public void Send(ReadOnlySpan<byte> frames)
    {
        _side.Send(frames);
        SetDue();
    }

    public void Clear()
    {
        _side.Clear();
        SetDue();
    }

    public void End()
    {
        _side.End();
        SetDue();
    }

    public SoundAttachAnswer Attach(SoundAttach request, ILineObserver observer)
    {
        var near = services.Sound?.Lines.Find(request.Line);
        near?.BeNear(this, request.Attachment);
        var answer = _side.Attach(request, near is not null ? near : new ObservedLine(observer, services.Log));
        NoteChange();
        return answer;
    }

    public void Take(SoundBatch batch)
    {
        // The actor is not what is stored: what the caller says is for the next activation.
        if (isBroken()) return;
        _side.Take(batch);
        NoteChange();
    }

    public void Detach(Guid line)
    {
        _side.Detach(line);
        NoteChange();
    }

    public void Ended(Guid line)
    {
        _side.Ended(line);
        NoteChange();
    }

    /// <summary>The actor leaves this place.</summary>
    public void Leave()
    {
        _side.Leave();
        NoteChange();
    }

    public void Tick()
    {
        if (services.Time.GetTimestamp() < Volatile.Read(ref _dueAt)) return;
        Volatile.Write(ref _dueAt, long.MaxValue);
        grain.GrainContext.Scheduler.QueueAction(static self => ((HostedSound)self).Look(), this);
    }

    public void Hear(SoundBatch batch) =>
        grain.GrainContext.Scheduler.QueueAction(static heard => ((Heard)heard).By.Take(((Heard)heard).Batch), new Heard(this, batch));

    private void Look()
    {
        _side.Look();
        NoteChange();
    }

    private void NoteChange()
    {
        SetDue();
        if (_wasAttached == IsAttached) return;
        _wasAttached = IsAttached;
        if (IsAttached) services.Ticker.Add(this);
        else services.Ticker.Remove(this);
        changed();
    }

    private void SetDue()
    {
        var due = _side.DueIn is { } dueIn
            ? services.Time.GetTimestamp() + (long)(dueIn.TotalSeconds * services.Time.TimestampFrequency)
            : long.MaxValue;
        Volatile.Write(ref _dueAt, due);
    }

    private sealed record Heard(HostedSound By, SoundBatch Batch);
}
