using YemotAi.Engine;

namespace YemotAi.Cluster.Engine;

/// <summary>The contract on a cluster of two silos.</summary>
public sealed class TwoSilosTests : EngineContract
{
    protected override async Task<IEngineUnderTest> StartAsync() => await ClusterUnderTest.StartAsync(2);
}

/// <summary>The contract on a cluster of three silos.</summary>
public sealed class ThreeSilosTests : EngineContract
{
    protected override async Task<IEngineUnderTest> StartAsync() => await ClusterUnderTest.StartAsync(3);
}
