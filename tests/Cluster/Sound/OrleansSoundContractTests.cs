using YemotAi.Cluster.Engine;
using YemotAi.Engine;

namespace YemotAi.Cluster.Sound;

/// <summary>The contract of sound on a cluster of two silos whose client holds the sockets.</summary>
public sealed class TwoSilosSoundTests : SoundContract
{
    protected override async Task<ISoundUnderTest> StartAsync() => await ClusterUnderTest.StartAsync(2);
}
