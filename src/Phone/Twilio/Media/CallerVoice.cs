using YemotAi.Speech;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>The caller's mouth: what he is going to say, frame by frame, and silence when that is nothing. Thread-safe.</summary>
internal sealed class CallerVoice
{
    private readonly Lock _gate = new();
    private readonly Queue<Saying> _sayings = new();

    /// <summary>Says something after what is being said.</summary>
    /// <returns>Is done when the last of it was said; cancelled when it was broken off.</returns>
    public Task Say(ReadOnlyMemory<byte> muLaw)
    {
        if (muLaw.IsEmpty) return Task.CompletedTask;
        var saying = new Saying(muLaw);
        lock (_gate) _sayings.Enqueue(saying);
        return saying.Said.Task;
    }

    /// <summary>Falls silent.</summary>
    public void BreakOff()
    {
        lock (_gate)
        {
            while (_sayings.TryDequeue(out var saying)) saying.Said.TrySetCanceled();
        }
    }

    /// <summary>The next frame.</summary>
    public void Next(Span<byte> frame)
    {
        var filled = 0;
        lock (_gate)
        {
            while (filled < frame.Length && _sayings.TryPeek(out var saying))
            {
                var count = Math.Min(frame.Length - filled, saying.MuLaw.Length - saying.Position);
                saying.MuLaw.Span.Slice(saying.Position, count).CopyTo(frame[filled..]);
                saying.Position += count;
                filled += count;
                if (saying.Position < saying.MuLaw.Length) break;
                _sayings.Dequeue();
                saying.Said.TrySetResult();
            }
        }

        frame[filled..].Fill(G711.MuLawSilence);
    }

    private sealed class Saying(ReadOnlyMemory<byte> muLaw)
    {
        public ReadOnlyMemory<byte> MuLaw => muLaw;

        public int Position { get; set; }

        public TaskCompletionSource Said { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
