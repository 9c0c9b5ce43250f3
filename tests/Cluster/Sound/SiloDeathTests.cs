using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Cluster.Engine;
using YemotAi.Engine;
using YemotAi.Grains.Interfaces.Joining;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.Cluster.Sound;

/// <summary>The silo of a call dies while the caller speaks. Here clocks are real: a cluster notices a death by its own.</summary>
public sealed class SiloDeathTests
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly TestEar _ear = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProbeSigns Signs => ProbeSigns.Of(_id);

    [Fact]
    public async Task When_the_silo_of_a_call_dies_its_sound_goes_on_in_another()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(3, silo => silo.Configure<ClusterMembershipOptions>(members =>
        {
            members.ProbeTimeout = ClusterTimes.Probe;
            members.NumMissedProbesLimit = ClusterTimes.MissedProbes;
            members.NumVotesForDeathDeclaration = ClusterTimes.Votes;
        }));
        using var place = new SoundPlace(TimeProvider.System, here: null);
        var grains = cluster.Cluster.Client;
        var directory = new ClusterSoundDirectory(
            id => grains.GetGrain<IProbeGrain>(id), grains, place, new SoundOptions(), new ClusterSoundOptions(), NullLogger<ClusterSoundDirectory>.Instance);
        await using var line = await directory.AttachAsync(_id, _ear, Cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var speaking = SpeakAsync(line, over.Token);
        await _ear.Heard.WhenAsync(heard => heard.Frames.Count > 30, "the actor answers", Cancellation);
        var dead = cluster.SiloOf(_id);
        await cluster.Cluster.KillSiloAsync(dead);
        var until = _ear.Heard.Frames[^1].Number;

        await _ear.Heard.WhenAsync(
            heard => Signs.Heard.Begins > 1 && heard.Frames[^1].Number > until + 60, "the actor answers from its new place", Cancellation);
        await over.CancelAsync();
        await speaking;
        Assert.NotSame(dead, cluster.SiloOf(_id));
        Assert.False(_ear.Heard.IsOutOfOrder || Signs.Heard.IsOutOfOrder);
        Assert.InRange(line.Figures.Reattached, 1, 20);
        var heard = Signs.Heard.Frames;
        Assert.All(heard, frame => Assert.Equal((byte)frame.Number, frame.Value));
        Assert.Equal(heard.Select(frame => frame.Number).Distinct().Count(), heard.Count);
        var gap = heard.Zip(heard.Skip(1)).Max(pair => pair.Second.Number - pair.First.Number);
        TestContext.Current.TestOutputHelper?.WriteLine($"{gap * SoundFrames.FrameMilliseconds} ms of sound were not heard");
    }

    private static async Task SpeakAsync(ISoundLine line, CancellationToken over)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(SoundFrames.FrameMilliseconds));
        try
        {
            for (var number = 0; await pace.WaitForNextTickAsync(over); number++) line.Send(SoundRecord.Of(1, _ => (byte)number));
        }
        catch (OperationCanceledException)
        {
            // It has said enough.
        }
    }
}
