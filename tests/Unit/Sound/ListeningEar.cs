using YemotAi.Calls.Sound;

namespace YemotAi.Unit.Sound;

/// <summary>Writes down what it hears; can say something back while it listens.</summary>
internal sealed class ListeningEar : ISoundReceiver
{
    public List<(long Number, byte Value)> Heard { get; } = [];

    public List<SoundEnd> Ends { get; } = [];

    public int Begins { get; private set; }

    public Action<SoundFrames>? OnFrames { get; set; }

    public IEnumerable<long> Numbers => Heard.Select(frame => frame.Number);

    public void Begin() => Begins++;

    public void Take(SoundFrames frames)
    {
        Heard.AddRange(Frames.Of(frames));
        OnFrames?.Invoke(frames);
    }

    public void End(SoundEnd why) => Ends.Add(why);
}
