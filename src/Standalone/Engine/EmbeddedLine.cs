using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;

namespace YemotAi.Standalone.Engine;

/// <summary>
/// The phone's end of a call's sound, in the actor's own process: what the actor says is handed to the receiver directly,
/// what the caller says waits for a turn of the actor.
/// </summary>
/// <remarks>The lock guards the line's own state; it is never held while an actor's or a receiver's code runs.</remarks>
/// <param name="order">Rises with every line of the engine: a later one takes the place of an earlier one.</param>
/// <param name="receiver">Takes what the actor says.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
/// <param name="attach">Attaches the line to the actor's present activation.</param>
/// <param name="log">Hears of a receiver that fails.</param>
internal sealed partial class EmbeddedLine(
    long order, ISoundReceiver receiver, SoundOptions options, TimeProvider time, Func<EmbeddedLine, Task> attach, ILogger log)
    : ISoundLine
{
    private readonly Lock _gate = new();
    private readonly SoundCount _count = new();
    private readonly long _origin = time.GetTimestamp();

    // Two, so that one is filled while the actor looks at the other.
    private FrameQueue _waiting = new(options.HoldFrames);
    private FrameQueue _taken = new(options.HoldFrames);
    private ISoundPlace? _place;
    private bool _turnIsQueued;
    private bool _isAttaching;
    private bool _wasAttached;
    private volatile bool _isEnded;
    private TimeSpan _attachAt;
    private long _next;
    private long _cleared;
    private long _played;

    public long Order => order;

    /// <summary>Number of the next frame that the actor says. Read in its turns.</summary>
    public long Next => _next;

    public SoundFigures Figures => _count.Figures;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    public void Send(ReadOnlySpan<byte> frames)
    {
        ISoundPlace? place;
        lock (_gate)
        {
            if (_isEnded)
            {
                _count.Dropped(SoundFrames.CountOf(frames));
                return;
            }

            _count.Dropped(_waiting.Add(frames, Now));
            if (_turnIsQueued) return;
            place = _place;
            _turnIsQueued = place is not null;
        }

        BeHeard(place);
    }

    public void Played(long before)
    {
        ISoundPlace? place;
        lock (_gate)
        {
            if (_isEnded || before <= _played) return;
            _played = before;
            if (_turnIsQueued) return;
            place = _place;
            _turnIsQueued = place is not null;
        }

        BeHeard(place);
    }

    /// <summary>Called in a turn of the actor whose line this becomes.</summary>
    /// <param name="place">Its activation.</param>
    /// <param name="first">Number of the first frame that it gets.</param>
    /// <returns>False when the line has ended meanwhile.</returns>
    public bool TryBeAttached(ISoundPlace place, out long first)
    {
        lock (_gate)
        {
            first = _waiting.First;
            if (_isEnded) return false;
            if (_wasAttached) _count.Reattached();
            (_place, _wasAttached) = (place, true);
            return true;
        }
    }

    /// <summary>
    /// What waits, for the actor whose line this is. Valid until the next call, of which there is one at a time.
    /// </summary>
    /// <param name="played">How far the phone has played, as it was said last.</param>
    public SoundFrames TakeWaiting(out long played)
    {
        lock (_gate)
        {
            played = _played;
            _turnIsQueued = false;
            _count.Dropped(_waiting.RemoveOlder(options.HoldLimit, Now));
            (_waiting, _taken) = (_taken, _waiting);
            _waiting.Restart(_taken.End);
            _count.Sent(_taken.Count);
            return _taken.Peek(_taken.Count);
        }
    }

    /// <summary>Hands over what the actor says, in a turn of the actor.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="skipped">How many were dropped before them.</param>
    public void Deliver(ReadOnlySpan<byte> frames, int skipped)
    {
        if (_isEnded) return;
        var taken = new SoundFrames(_next + skipped, frames);
        _next = taken.First + taken.Count;
        _count.Lost(skipped);
        _count.Received(taken.Count);
        try
        {
            receiver.Take(taken);
        }
        catch (Exception error)
        {
            LogReceiverFailed(log, error);
        }
    }

    /// <summary>The actor does not want any more what it has said; in a turn of it.</summary>
    public void Clear()
    {
        if (_isEnded || _next == _cleared) return;
        _cleared = _next;
        try
        {
            receiver.Clear(_cleared);
        }
        catch (Exception error)
        {
            LogReceiverFailed(log, error);
        }
    }

    /// <summary>The actor has said all: the receiver is told, and the line is put down.</summary>
    /// <returns>False when the line has ended before.</returns>
    public bool Finish()
    {
        if (!TryEnd(out var place)) return false;
        Tell(SoundEnd.Finished);
        place?.TryDetach();
        return true;
    }

    /// <summary>The activation is gone; its successor becomes the other end.</summary>
    public void Moved()
    {
        lock (_gate) (_place, _turnIsQueued) = (null, false);
        AttachAgain();
    }

    /// <summary>The line is over; its receiver is told.</summary>
    public void End(SoundEnd why)
    {
        if (TryEnd(out _)) Tell(why);
    }

    public ValueTask DisposeAsync()
    {
        if (TryEnd(out var place)) place?.TryDetach();
        return ValueTask.CompletedTask;
    }

    /// <summary>An activation that takes nothing more says so itself when it is gone (<see cref="Moved"/>).</summary>
    private void BeHeard(ISoundPlace? place)
    {
        if (place is null) AttachAgain();
        else place.TryHear();
    }

    private void Tell(SoundEnd why)
    {
        try
        {
            receiver.End(why);
        }
        catch (Exception error)
        {
            LogReceiverFailed(log, error);
        }
    }

    private bool TryEnd(out ISoundPlace? place)
    {
        lock (_gate)
        {
            place = _place;
            if (_isEnded) return false;
            _isEnded = true;
            _place = null;
            return true;
        }
    }

    private void AttachAgain()
    {
        lock (_gate)
        {
            if (_isEnded || _isAttaching || _place is not null || Now < _attachAt) return;
            (_isAttaching, _attachAt) = (true, Now + options.AttachAgain);
        }

        _ = AttachAgainAsync();
    }

    private async Task AttachAgainAsync()
    {
        try
        {
            await attach(this);
        }
        catch (EngineStoppingException)
        {
            End(SoundEnd.Stopping);
        }
        catch (Exception error)
        {
            // The caller speaks on: a later frame tries it again.
            LogNotAttached(log, error);
        }
        finally
        {
            lock (_gate) _isAttaching = false;
        }
    }

    [LoggerMessage(30, LogLevel.Error, "The receiver of a line failed.")]
    private static partial void LogReceiverFailed(ILogger log, Exception error);

    [LoggerMessage(31, LogLevel.Warning, "A line could not be attached again; it is tried again.")]
    private static partial void LogNotAttached(ILogger log, Exception error);
}
