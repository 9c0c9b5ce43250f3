using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>Requests that are too large in one way or another: each gets a short clear answer and leaves nothing behind.</summary>
public sealed class OversizedTests(HostileLine line) : IClassFixture<HostileLine>
{
    private const int Megabyte = 1 << 20;

    private RunningProgram Program => line.Program;

    public static TheoryData<string> Fields =>
    [
        "ApiCallId", "ApiPhone", "ApiDID", "ApiRealDID", "ApiExtension", "ApiEnterID", "ApiEnterIDName", "ApiTime", "ApiYFCallId",
        "ApiHangupExtension", "ReferredFrom", "hangup", "secret", "v1", "ApiSomethingNew",
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_longer_than_allowed_is_refused_and_one_of_a_megabyte_too(string field)
    {
        foreach (var length in new[] { 10_000, 200_000, Megabyte, 3 * Megabyte })
        {
            foreach (var value in new[] { new string('a', length), string.Concat(Enumerable.Repeat("%D7%90", length / 6)) })
            {
                var query = $"ApiCallId=big&ApiExtension=1&{field}={value}";
                await GetAsync(query);
                (await Program.PostAsync(query)).Refused();
            }
        }

        await line.ServesAsync();
    }

    [Theory]
    [InlineData(1_001)]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public async Task Too_many_parameters_are_refused(int count)
    {
        foreach (var distinct in new[] { true, false })
        {
            var many = string.Join('&', Enumerable.Range(0, count).Select(i => distinct ? $"p{i}={i}" : "p=1"));
            foreach (var query in new[] { $"ApiCallId=many&ApiExtension=1&{many}", $"{many}&ApiCallId=many&ApiExtension=1" })
            {
                await GetAsync(query);
                (await Program.PostAsync(query)).Refused();
            }
        }

        await GetAsync("ApiCallId=few&" + new string('&', 100_000) + "ApiExtension");
        (await Program.PostAsync("ApiCallId=few&" + new string('=', 100_000) + "&ApiExtension=1")).Refused();
        Assert.False(await Program.KnowsAsync("many"));
        await line.ServesAsync();
    }

    [Fact]
    public async Task A_name_longer_than_allowed_is_refused()
    {
        foreach (var length in new[] { 101, 10_000, Megabyte })
        {
            await GetAsync($"ApiCallId=name&ApiExtension=1&{new string('n', length)}=1");
            (await Program.PostAsync($"ApiCallId=name&ApiExtension=1&{new string('n', length)}=1")).Refused();
        }

        Assert.False(await Program.KnowsAsync("name"));
        await line.ServesAsync();
    }

    [Fact]
    public async Task A_body_larger_than_allowed_is_refused_whatever_length_it_claims()
    {
        var head = "POST /yemot HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        foreach (var length in new[] { 2, 3, 8, 32 })
        {
            var body = "ApiCallId=large&ApiExtension=1&v1=" + new string('a', length * Megabyte);
            RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(Program.Address, $"{head}Content-Length: {body.Length}\r\n\r\n{body}"));
            RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(
                Program.Address, $"{head}Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n"));
        }

        RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(
            Program.Address, $"{head}Content-Length: 99999999999999\r\n\r\nApiCallId=large&ApiExtension=1", breaksOff: true));
        Assert.False(await Program.KnowsAsync("large"));
        await line.ServesAsync();
    }

    [Theory]
    [InlineData(8_192, true)]
    [InlineData(8_193, false)]
    public async Task What_is_said_is_taken_whole_or_not_at_all(int length, bool isTaken)
    {
        var id = "long" + length;
        await Program.PostAsync($"ApiCallId={id}&ApiExtension=1");
        var said = string.Join(' ', Enumerable.Repeat("xx", length))[..length];
        var answer = (await Program.PostAsync($"ApiCallId={id}&ApiExtension=1&v1={said}")).Obeyed();
        Assert.Equal(isTaken, answer.StartsWith("read=t-heard xx", StringComparison.Ordinal));
        // The call is not lost by a request that was refused.
        if (!isTaken)
            Assert.StartsWith("read=t-heard y", (await Program.PostAsync($"ApiCallId={id}&ApiExtension=1&v1=y")).Obeyed(), StringComparison.Ordinal);
    }

    /// <summary>
    /// A line of a request beyond the web server's limit is refused before it is read whole, and the connection closed,
    /// so a client that only writes may not come to read the refusal.
    /// </summary>
    private async Task GetAsync(string query)
    {
        if (query.Length < 250_000) (await Program.GetAsync(query)).Refused();
        else RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(Program.Address, $"GET /yemot?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    }
}
