using Xunit;
using YemotAi.Standalone.Store;

namespace YemotAi.Unit.Store;

public sealed class StoreOptionsTests
{
    [Fact]
    public void The_defaults_are_allowed()
    {
        Assert.Empty(new StoreOptions().Problems());
    }

    [Fact]
    public void A_wrong_setting_is_named_with_what_is_allowed()
    {
        var wrong = new StoreOptions
        {
            Directory = " ",
            Durability = (StoreDurability)9,
            QueueLength = 0,
            StallLimit = TimeSpan.Zero,
            CheckpointPages = 500,
            LogPages = 100,
        };

        var problems = wrong.Problems().ToList();

        Assert.Equal(5, problems.Count);
        Assert.Contains("Directory is empty: name the directory that keeps the data.", problems);
        Assert.Contains("Durability must be Normal or Full.", problems);
        Assert.Contains("QueueLength is 0: allowed is 1 to 10000000.", problems);
        Assert.Contains("LogPages is 100: allowed is 500 to 10000000.", problems);
        Assert.Contains("StallLimit is 00:00:00: allowed is more than nothing and up to an hour.", problems);
    }
}
