using YemotAi.Calls.Sound;

namespace YemotAi.Engine;

/// <summary>What was heard at one end of a line. Every frame of the suite is filled with one value.</summary>
public sealed class SoundRecord
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly List<(long Number, byte Value)> _frames = [];
    private readonly List<SoundEnd> _ends = [];
    private readonly List<long> _clears = [];
    private readonly List<long> _played = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last = -1;
    private int _begins;

    /// <summary>All frames, in the order in which they came.</summary>
    public IReadOnlyList<(long Number, byte Value)> Frames
    {
        get
        {
            lock (_gate) return [.. _frames];
        }
    }

    public IReadOnlyList<SoundEnd> Ends
    {
        get
        {
            lock (_gate) return [.. _ends];
        }
    }

    /// <summary>Up to where the actor did not want what it had said.</summary>
    public IReadOnlyList<long> Clears
    {
        get
        {
            lock (_gate) return [.. _clears];
        }
    }

    /// <summary>Up to where the phone had played, since the last beginning.</summary>
    public IReadOnlyList<long> Played
    {
        get
        {
            lock (_gate) return [.. _played];
        }
    }

    public int Begins
    {
        get
        {
            lock (_gate) return _begins;
        }
    }

    /// <summary>A number came that was not higher than the one before it on the same line.</summary>
    public bool IsOutOfOrder { get; private set; }

    public static byte[] Of(int count, Func<int, byte> value)
    {
        var bytes = new byte[count * SoundFrames.FrameBytes];
        for (var i = 0; i < count; i++) bytes.AsSpan(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes).Fill(value(i));
        return bytes;
    }

    /// <summary>Whoever ends a line is not called within that.</summary>
    public void NoEndYet()
    {
        if (Ends.Count > 0) throw new InvalidOperationException("The receiver was told within the call that ended the line.");
    }

    public void Begin() => Change(() =>
    {
        (_begins, _last) = (_begins + 1, -1);
        _played.Clear();
    });

    public void End(SoundEnd why) => Change(() => _ends.Add(why));

    /// <summary>No frame below this may come any more.</summary>
    public void Clear(long before) => Change(() =>
    {
        IsOutOfOrder |= _clears.Count > 0 && before <= _clears[^1];
        _clears.Add(before);
        _last = Math.Max(_last, before - 1);
    });

    public void PlayedTo(long before) => Change(() =>
    {
        IsOutOfOrder |= _played.Count > 0 && before <= _played[^1];
        _played.Add(before);
    });

    public void Take(SoundFrames frames)
    {
        var taken = new List<(long Number, byte Value)>();
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames.Bytes.Slice(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes);
            if (frame.ContainsAnyExcept(frame[0])) throw new InvalidOperationException("A frame was mixed with another.");
            taken.Add((frames.First + i, frame[0]));
        }

        Change(() =>
        {
            IsOutOfOrder |= taken.Count == 0 || taken[0].Number <= _last;
            _frames.AddRange(taken);
            _last = taken[^1].Number;
        });
    }

    /// <summary>Waits until something is so; the clock is only a guard.</summary>
    public async Task WhenAsync(Func<SoundRecord, bool> isSo, string what, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (isSo(this)) return;
            try
            {
                await changed.WaitAsync(Guard, cancellation);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Not so: {what}. {Frames.Count} frames, {Begins} begins, ends: {string.Join(", ", Ends)}.");
            }
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>The holder of a line: writes down what the actor says.</summary>
public sealed class TestEar : ISoundReceiver
{
    public SoundRecord Heard { get; } = new();

    public void Take(SoundFrames frames) => Heard.Take(frames);

    public void Clear(long before) => Heard.Clear(before);

    public void End(SoundEnd why) => Heard.End(why);
}
