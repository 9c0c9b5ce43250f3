using YemotAi.Calls.Minds;

namespace YemotAi.Unit.Spoken;

/// <summary>A recogniser that hears what a test has written down, at once or when the test lets it.</summary>
internal sealed class SpokenEar : ITranscriber
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _words = new();
    private readonly List<Listening> _asked = [];

    /// <summary>Whether it waits for the test to answer.</summary>
    public bool Waits { get; set; }

    /// <summary>Fails with this when it is set.</summary>
    public Exception? Throws { get; set; }

    /// <summary>All that it was asked, the oldest first.</summary>
    public IReadOnlyList<Listening> Asked
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    /// <summary>How many it works on, and nobody has let them go.</summary>
    public int UnderWay => Asked.Count(one => !one.Words.Task.IsCompleted && !one.Cancellation.IsCancellationRequested);

    /// <summary>What callers will say, in order.</summary>
    public void Knows(params string[] words)
    {
        lock (_gate)
        {
            foreach (var one in words) _words.Enqueue(one);
        }
    }

    /// <summary>What callers were to say is not said.</summary>
    public void Forget()
    {
        lock (_gate) _words.Clear();
    }

    /// <summary>Answers the oldest asking that has no answer.</summary>
    public void Release()
    {
        lock (_gate) _asked.First(one => !one.Words.Task.IsCompleted).Words.SetResult(_words.TryDequeue(out var words) ? words : "");
    }

    public Task<string> TranscribeAsync(ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
    {
        var one = new Listening(wave.Length, cancellation);
        lock (_gate)
        {
            _asked.Add(one);
            if (Throws is not null) return Task.FromException<string>(Throws);
            if (!Waits) one.Words.SetResult(_words.TryDequeue(out var words) ? words : "");
        }

        return one.Words.Task;
    }

    /// <summary>One asking. It does not obey its cancellation: the worst of its kind.</summary>
    internal sealed record Listening(int Length, CancellationToken Cancellation)
    {
        public TaskCompletionSource<string> Words { get; } = new();
    }
}
