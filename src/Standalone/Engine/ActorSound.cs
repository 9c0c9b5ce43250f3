using YemotAi.Calls.Sound;

namespace YemotAi.Standalone.Engine;

/// <summary>The sound of one activation. All of it runs in turns of the actor.</summary>
internal sealed class ActorSound(SoundOptions options) : IActorSound
{
    private readonly SoundCount _count = new();
    private ISoundReceiver? _receiver;
    private EmbeddedLine? _line;
    private IDisposable? _kept;
    private long _expected;
    private long _played;
    private bool _isEnding;

    public bool IsAttached => _line is not null;

    public long Next => _line?.Next ?? 0;

    public SoundFigures Figures => _count.Figures;

    public void Receive(ISoundReceiver receiver)
    {
        _receiver = receiver;
        if (IsAttached) receiver.Begin();
    }

    public void Send(ReadOnlySpan<byte> frames)
    {
        var all = SoundFrames.CountOf(frames);
        var most = _line is null || _isEnding ? 0 : Math.Min(all, options.HoldFrames);
        _count.Dropped(all - most);
        if (most == 0) return;
        _line!.Deliver(frames[((all - most) * SoundFrames.FrameBytes)..], skipped: all - most);
        _count.Sent(most);
    }

    public void Clear() => _line?.Clear();

    public void End()
    {
        // The line has had all that was sent; its going is a turn, so that whoever ends it is not called meanwhile.
        if (!_isEnding && _line is { } line) _isEnding = line.Finish();
    }

    /// <summary>Attaches a line, unless a later one has the place or its holder has put it down meanwhile.</summary>
    /// <param name="line">The line.</param>
    /// <param name="place">The activation, as the line sees it.</param>
    /// <param name="keep">Keeps the actor in memory.</param>
    public void Attach(EmbeddedLine line, ISoundPlace place, Func<IDisposable> keep)
    {
        if (ReferenceEquals(_line, line)) return;
        if (_line is { } present && present.Order > line.Order)
        {
            line.End(SoundEnd.Replaced);
            return;
        }

        End(SoundEnd.Replaced);
        if (!line.TryBeAttached(place, out _expected)) return;
        (_line, _kept, _played, _isEnding) = (line, keep(), 0, false);
        _receiver?.Begin();
        Hear(line);
    }

    /// <summary>Hands over what waits at the line, and how far it has played.</summary>
    public void Hear(EmbeddedLine line)
    {
        if (!ReferenceEquals(_line, line)) return;
        var frames = line.TakeWaiting(out var played);
        if (played > _played)
        {
            _played = played;
            _receiver?.Played(Math.Min(played, line.Next));
        }

        // It may have said something that ends the line.
        if (!ReferenceEquals(_line, line)) return;
        if (frames.Count == 0) return;
        _count.Lost(frames.First - _expected);
        _expected = frames.First + frames.Count;
        if (_receiver is { } receiver)
        {
            _count.Received(frames.Count);
            receiver.Take(frames);
        }
        else
        {
            _count.Dropped(frames.Count);
        }
    }

    /// <summary>The line was put down by its holder, or has ended as the actor wanted.</summary>
    public void Detach(EmbeddedLine line)
    {
        if (ReferenceEquals(_line, line)) End(SoundEnd.Detached);
    }

    /// <summary>Ends the attached line, if one is, and tells both its ends.</summary>
    public void End(SoundEnd why)
    {
        if (Leave() is not { } line) return;
        line.End(why);
        _receiver?.End(_isEnding ? SoundEnd.Finished : why);
    }

    /// <summary>The actor leaves memory; gives the line that is to be attached to its successor.</summary>
    public EmbeddedLine? Leave()
    {
        var line = _line;
        _line = null;
        _kept?.Dispose();
        return line;
    }
}
