using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Grains.Interfaces.WarmingUp;

namespace YemotAi.Grains;

/// <summary>Says back what it is told, and stores nothing.</summary>
/// <param name="context">Its own engine.</param>
internal sealed class WarmUpActor(IActorContext context) : IActor<WarmUpEvent, WarmUpOutcome>, ISoundReceiver
{
    public const string Kind = "warm-up";

    public ValueTask ActivateAsync(CancellationToken cancellation)
    {
        context.Sound.Receive(this);
        return ValueTask.CompletedTask;
    }

    public Task<WarmUpOutcome> HandleAsync(WarmUpEvent input, CancellationToken cancellation)
    {
        if (input.IsLast) context.DeactivateWhenIdle();
        return Task.FromResult(new WarmUpOutcome(input.Text));
    }

    public ValueTask WakeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask DeactivateAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public void Take(SoundFrames frames) => context.Sound.Send(frames.Bytes);

    public void End(SoundEnd why)
    {
    }
}
