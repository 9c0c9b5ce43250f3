using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;
using YemotAi.Calls.Storage;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Grains.Sound;

namespace YemotAi.Grains;

/// <summary>The sound of an actor.</summary>
internal sealed partial class ActorHost<TEvent, TOutcome>
{
    private HostedSound? _sound;
    private IDisposable? _soundKeeps;

    public IActorSound Sound => OwnSound;

    /// <summary>Made when it is first used: most actors have none.</summary>
    private HostedSound OwnSound => _sound ??= new HostedSound(_grain, _services, () => _broken, OnLineChanged);

    /// <summary>A line asks to be attached or says that it still is.</summary>
    public async Task<SoundAttachAnswer> AttachAsync(SoundAttach request, ILineObserver line)
    {
        _running++;
        try
        {
            if (_begun is null)
            {
                _leaveWanted = true;
                throw new StoreUnavailableException($"The state of a {Key.Kind} could not be read.");
            }

            await _begun;
            if (_broken || _isLeaving) throw new StaleStateException(Key, _state.Version);
            return OwnSound.Attach(request, line);
        }
        finally
        {
            _running--;
            LeaveIfQuiet();
        }
    }

    /// <summary>Takes a batch of a line's. Of one that is not attached here nothing is taken.</summary>
    public void Hear(SoundBatch batch) => _sound?.Take(batch);

    /// <summary>A line was put down.</summary>
    public void Detach(Guid line) => _sound?.Detach(line);

    /// <summary>A line that the actor has ended is over.</summary>
    public void Ended(Guid line) => _sound?.Ended(line);

    private void OnLineChanged()
    {
        if (OwnSound.IsAttached)
        {
            _soundKeeps ??= KeepAlive();
            return;
        }

        _soundKeeps?.Dispose();
        _soundKeeps = null;
    }
}
