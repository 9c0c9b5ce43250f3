using Xunit;
using YemotAi.Engine;
using YemotAi.Tests;

namespace YemotAi.Cluster.Engine;

/// <summary>Ids that mean something to a store, a path or a format: each names one actor and no other.</summary>
public sealed class HostileIdTests : IAsyncLifetime
{
    private readonly string _stem = Guid.NewGuid().ToString("N");

    private readonly string[] _ids;
    private ClusterUnderTest _cluster = null!;

    public HostileIdTests() => _ids =
    [
        .. new[]
        {
            "", "/", "//", "/actor", "/../x", "..", "../x", "x", "x/", "x/actor", "x/actor/actor", "probe/x", "*", "?", "[a-z]", "{tag}", "{tag}x", "x{tag}",
            "%", "%2F", "%00", "\0", "\0x", "'", "\"", "\\", "\\\"", "\",\"wake\",\"", "\n", "\r\n", "\t", " ", "x ", ":", "::", "+", "+x", "#", "|", ",",
            "שלום", "שלוֹם", "é", "e\u0301", "\u202Ex", "\uFEFF", "\uFFFD", "😀", "$(reboot)", "`x`", "; DROP TABLE", "<script>", "${jndi:ldap://x}",
        }.Select(tail => _stem + tail),
        .. new[] { '/', 'x', 'ש', '"' }.Select(letter => _stem + new string(letter, 4_000)),
        _stem + new string('x', 4_001),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await ClusterUnderTest.StartAsync(2);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task No_two_share_a_state_in_memory_or_in_Redis()
    {
        Assert.Distinct(_ids);
        for (var i = 0; i < _ids.Length; i++) Assert.Equal($"{i}", (await AskAsync(_ids[i], "append", $"{i}")).Text);
        foreach (var id in _ids) await AskAsync(id, "leave");
        foreach (var id in _ids)
        {
            await Polling.UntilAsync(
                "it has left memory", () => !_cluster.Cluster.TryGetGrainContext(GrainId.Create(ProbeActor.Kind, id), out _));
        }

        for (var i = 0; i < _ids.Length; i++) Assert.Equal($"{i}", (await AskAsync(_ids[i], "read")).Text);
        var keys = (StackExchange.Redis.RedisResult[])(await _cluster.Redis.CommandAsync("KEYS", "*/state/*"))!;
        Assert.Equal(_ids.Length, keys.Length);
    }

    [Fact]
    public async Task Each_has_its_own_reminder_which_goes_when_its_time_is_taken_back()
    {
        foreach (var id in _ids) await AskAsync(id, "wake in", "600");
        foreach (var id in _ids) Assert.True(await _cluster.RemindersAsync(ProbeActor.Kind, id) == 1, $"{id} has no reminder.");
        foreach (var id in _ids)
        {
            await AskAsync(id, "append", "no time any more");
            Assert.True(await _cluster.RemindersAsync(ProbeActor.Kind, id) == 0, $"{id} still has a reminder.");
        }
    }

    [Fact]
    public async Task Each_is_woken_by_its_reminder()
    {
        foreach (var id in _ids)
        {
            await AskAsync(id, "wake in", "600");
            await AskAsync(id, "leave");
        }

        await _cluster.AdvanceUntilAsync(() => _ids.All(id => ProbeSigns.Of(id).Woken.Task.IsCompleted));
    }

    private Task<ProbeOutcome> AskAsync(string id, string what, string text = "") =>
        _cluster.Probes.AskAsync(id, new ProbeEvent(what, text), Cancellation);
}
