using System.Globalization;
using System.Text;
using Xunit;

namespace YemotAi.Cluster.Programs;

/// <summary>Call ids as anyone may send them, from a gateway through a silo into Redis and back.</summary>
public sealed class HostileCallIdTests
{
    private static readonly string[] Ids =
    [
        "x", "x/", "/x", "../x", "..", ".", "x/actor", "{x}", "{x}y", "%", "%2F", "%252F", "%%", "'", "\"", "\\", "\",\"wake\",\"", "*", "?", "[a]", ":",
        "yemot:x", " x", "x ", "x\u00A0", "+", "#", "&", "=", "שלום", "שלוֹם", "\u202Ex", "\uFFFD", "😀", "$(reboot)", "`x`", "<script>", "${jndi:ldap://x}",
        "None", "null", "0", "00", new string('x', 200), new string('ש', 200),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_a_call_of_its_own_from_its_first_request_to_its_last()
    {
        Assert.Distinct(Ids);
        await using var cluster = await StartAsync();
        await cluster.StartSiloAsync();
        await cluster.StartSiloAsync();
        var gateway = await cluster.StartGatewayAsync();
        for (var i = 0; i < Ids.Length; i++) Assert.Contains("שלום", await AskAsync(cluster, gateway, Escape(Ids[i])), StringComparison.Ordinal);
        for (var i = 0; i < Ids.Length; i++)
            Assert.Contains($"סניף {Branch(i)},", await AskAsync(cluster, gateway, Escape(Ids[i]), $"&branch={Branch(i)}"), StringComparison.Ordinal);
        for (var i = 0; i < Ids.Length; i++)
            Assert.Contains("יום 3", await AskAsync(cluster, gateway, Escape(Ids[i]), $"&branch={Branch(i)}&day=3"), StringComparison.Ordinal);
        for (var i = 0; i < Ids.Length; i++)
        {
            var last = await AskAsync(cluster, gateway, Escape(Ids[i]), $"&branch={Branch(i)}&day=3&hour=9");
            Assert.Contains($"נקבע בסניף {Branch(i)} ביום 3", last, StringComparison.Ordinal);
        }

        var keys = (StackExchange.Redis.RedisResult[])(await cluster.Redis.CommandAsync("KEYS", "*/state/call/*"))!;
        Assert.Equal(Ids.Length, keys.Length);
        await Task.WhenAll(Ids.Select(id => AskAsync(cluster, gateway, Escape(id), "&hangup=yes")));
        await using var archive = new ReadArchive(cluster.Redis);
        var archived = await YemotAi.EndToEnd.Bench.Waiting.For("all are archived", archive.WhenHoldsAsync(Ids.Length, Cancellation));
        Assert.Equal(Ids.Select(id => "yemot:" + id).Order(StringComparer.Ordinal), archived.Select(call => call.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%20")]
    [InlineData("%00")]
    [InlineData("%0D%0A")]
    [InlineData("%C3%28")]
    [InlineData("%ED%A0%80")]
    [InlineData("%FF%FE")]
    [InlineData("x%00y")]
    [InlineData("x%0D%0ASet-Cookie:%20a=b")]
    public async Task What_is_no_text_or_too_long_is_answered_and_stops_nobody(string escaped)
    {
        await using var cluster = await StartAsync();
        var silo = await cluster.StartSiloAsync(endpoints: true);
        var answer = await AskAsync(cluster, silo, escaped);
        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual("", await AskAsync(cluster, silo, new string('x', 201)));
        Assert.NotEqual("", await AskAsync(cluster, silo, string.Concat(Enumerable.Repeat("%D7%A9", 201))));
        Assert.Contains("שלום", await AskAsync(cluster, silo, "after"), StringComparison.Ordinal);
    }

    private static string Branch(int number) => (number + 10).ToString(CultureInfo.InvariantCulture);

    /// <summary>Every byte as an escape: nothing in between changes anything.</summary>
    private static string Escape(string id) => string.Concat(Encoding.UTF8.GetBytes(id).Select(value => $"%{value:X2}"));

    private static async Task<string> AskAsync(RunningCluster cluster, RunningProcess process, string escapedId, string values = "")
    {
        var (status, answer) = await RawHttp.GetAsync(
            process.Address, $"{cluster.Path}?ApiCallId={escapedId}&ApiPhone=0501234567&ApiDID=077&ApiRealDID=077&ApiExtension=2{values}", null, Cancellation);
        Assert.Equal(200, status);
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private static Task<RunningCluster> StartAsync() =>
        RunningCluster.StartAsync(new Dictionary<string, string> { ["CLUSTER_EFFECTS"] = "http://127.0.0.1:9/" });
}
