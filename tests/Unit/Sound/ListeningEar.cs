using YemotAi.Calls.Sound;

namespace YemotAi.Unit.Sound;

/// <summary>Writes down what it hears; can say something back while it listens.</summary>
internal sealed class ListeningEar : ISoundReceiver
{
    public List<(long Number, byte Value)> Heard { get; } = [];

    public List<SoundEnd> Ends { get; } = [];

    /// <summary>Numbers of Clear or Played, whichever end this is.</summary>
    public List<long> News { get; } = [];

    public int Begins { get; private set; }

    public Action<SoundFrames>? OnFrames { get; set; }

    /// <summary>No frame below this may come.</summary>
    public long Cleared { get; private set; }

    public IEnumerable<long> Numbers => Heard.Select(frame => frame.Number);

    public void Begin() => Begins++;

    public void Take(SoundFrames frames)
    {
        if (frames.First < Cleared) throw new InvalidOperationException($"Frame {frames.First} came after it was cleared.");
        Heard.AddRange(Frames.Of(frames));
        OnFrames?.Invoke(frames);
    }

    public void Clear(long before)
    {
        News.Add(before);
        if (before <= Cleared) throw new InvalidOperationException("Cleared backwards.");
        Cleared = before;
    }

    public void Played(long before) => News.Add(before);

    public void End(SoundEnd why) => Ends.Add(why);
}
