using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using YemotAi.Grains.Interfaces.Joining;

namespace YemotAi.Cluster.Engine;

/// <summary>What tests of waking look at, and how they let time pass.</summary>
internal static class ClusterWaking
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    /// <summary>Members notice a killed one as fast as in a real cluster.</summary>
    public static void Tune(ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(members =>
    {
        members.ProbeTimeout = ClusterTimes.Probe;
        members.NumMissedProbesLimit = ClusterTimes.MissedProbes;
        members.NumVotesForDeathDeclaration = 1;
    });

    /// <summary>Moves the clock on, minute by minute, until something has happened.</summary>
    public static Task AdvanceUntilAsync(this ClusterUnderTest cluster, Func<bool> happened) =>
        cluster.AdvanceUntilAsync(() => Task.FromResult(happened()));

    /// <summary>As <see cref="AdvanceUntilAsync(ClusterUnderTest, Func{bool})"/>, where looking takes a moment.</summary>
    public static async Task AdvanceUntilAsync(this ClusterUnderTest cluster, Func<Task<bool>> happened)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!await happened())
        {
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
            // Members notice each other's death by Orleans' own clock, which is the machine's: it must pass meanwhile.
            await Task.Delay(TimeSpan.FromMilliseconds(50), guard.Token);
        }
    }

    /// <summary>How many reminders an actor has.</summary>
    public static async Task<int> RemindersAsync(this ClusterUnderTest cluster, string kind, string id)
    {
        var table = cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        return (await table.ReadRows(GrainId.Create(kind, id))).Reminders.Count;
    }
}
