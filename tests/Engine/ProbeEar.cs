using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;

namespace YemotAi.Engine;

/// <summary>A probe's ear: writes down what the caller says, and says it back.</summary>
public sealed class ProbeEar(IActorContext context) : ISoundReceiver
{
    private ProbeSigns Signs => ProbeSigns.Of(context.Key.Id);

    public void Begin() => Signs.Heard.Begin();

    public void Take(SoundFrames frames)
    {
        if (!Signs.Quiet)
        {
            Signs.Stretch();
            Signs.Heard.Take(frames);
        }

        context.Sound.Send(frames.Bytes);
    }

    public void Played(long before) => Signs.Heard.PlayedTo(before);

    public void End(SoundEnd why) => Signs.Heard.End(why);
}
