using System.IO.Compression;
using System.Text;
using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Hostile;

/// <summary>Requests that are broken: bytes that are no text, paths with tricks, bodies that are none, HTTP that lies.</summary>
public sealed class MalformedTests(HostileLine line) : IClassFixture<HostileLine>
{
    private static readonly string[] Targets =
    [
        "/yemot/../yemot", "/yemot/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/yemot/..", "/yemot/.", "//yemot", "/yemot//",
        "/yemot/%00", "/yemot%00", "/yemot/a/b/c", "/yemot/a%2Fb", "/yemot\\..\\x", "/yemot;x=1", "/YEMOT/..;/", "/%79emot%", "/yemot/%zz",
        "/yemot/%ff%fe", "/yemot/%c0%ae%c0%ae", "/yemot/\u00d7\u0090", "http://other.test/yemot?ApiCallId=a", "*", "yemot", "/yemot?%",
        "/yemot?ApiCallId=a%", "/yemot?ApiCallId=%zz%1", "/yemot?&&&===&?&?", "/yemot?ApiCallId=%00", "/yemot?ApiCallId=a#frag", "/yemot?ApiCallId=a?b?ApiCallId=c",
        "/yemot?ApiCallId=\u0001\u0002", "/yemot?ApiCallId=\u00d7\u0090", "/yemot?ApiCallId=a\u007f",
    ];

    private RunningProgram Program => line.Program;

    public static TheoryData<string> PathTricks => [.. Targets];

    [Theory]
    [MemberData(nameof(PathTricks))]
    public async Task A_trick_in_the_address_gets_a_short_answer_that_is_no_fault_of_the_server(string target)
    {
        foreach (var method in new[] { "GET", "POST" })
        {
            var length = method == "POST" ? "Content-Length: 0\r\n" : "";
            RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(
                Program.Address, $"{method} {target} HTTP/1.1\r\nHost: x\r\n{length}Connection: close\r\n\r\n"));
        }

        await line.ServesAsync();
    }

    [Fact]
    public async Task A_very_long_path_is_refused()
    {
        foreach (var path in new[] { "/" + new string('a', 100_000), "/yemot/" + new string('a', 100_000), "/yemot" + string.Concat(Enumerable.Repeat("/..", 30_000)), "/yemot/" + new string('a', 3_000_000) })
            RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(Program.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        await line.ServesAsync();
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("NONSENSE")]
    public async Task Another_method_is_refused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Program.LineAddress + "?ApiCallId=method&ApiExtension=1"));
        using var response = await Program.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.False(await Program.KnowsAsync("method"));
        await line.ServesAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_never_break_an_answer()
    {
        var random = new Random(7);
        var windows1255 = new byte[] { 0xF9, 0xEC, 0xE5, 0xED };
        var bodies = new List<byte[]>
        {
            Join("v1=", windows1255),
            Join("v1=", Encoding.Unicode.GetBytes("שלום")),
            Join("v1=", Encoding.BigEndianUnicode.GetPreamble(), Encoding.BigEndianUnicode.GetBytes("שלום")),
            Join("v1=", [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80]),
            Join("v1=", [0xC0, 0xAF, 0xF8, 0x88, 0x80, 0x80, 0x80, 0xFF, 0xFE, 0x00]),
            Encoding.Latin1.GetBytes("v1=%F9%EC%E5%ED"),
            Encoding.Latin1.GetBytes("v1=%D7%"),
            Encoding.Latin1.GetBytes("v1=%D7%9"),
            Encoding.Latin1.GetBytes("v1=%u05D0%ZZ%%%25%00%0D%0A"),
        };
        for (var i = 0; i < 100; i++)
        {
            var noise = new byte[random.Next(1, 2_000)];
            random.NextBytes(noise);
            bodies.Add(Join("v1=", noise));
            bodies.Add(noise);
        }

        for (var i = 0; i < bodies.Count; i++)
        {
            await Program.PostAsync($"ApiCallId=bytes{i}&ApiExtension=1");
            (await Program.PostAsync(Join($"ApiCallId=bytes{i}&ApiExtension=1&", bodies[i]))).Obeyed();
            var query = string.Concat(bodies[i].Select(value => $"%{value:X2}"));
            (await Program.GetAsync($"ApiCallId=bytes{i}&ApiExtension=1&v2={query}")).Obeyed();
            (await Program.GetAsync($"ApiCallId={query}&ApiExtension={query}&{query}")).Refused();
        }

        await line.ServesAsync();
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_not_understood()
    {
        var text = """{"ApiCallId":"json","ApiExtension":"1"}""";
        (await Program.PostAsync(Encoding.UTF8.GetBytes(text), type: "application/json")).Refused();
        (await Program.PostAsync(Encoding.UTF8.GetBytes("<a ApiCallId='x'/>"), type: "text/xml")).Refused();
        (await Program.PostAsync(
            Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"ApiCallId\"\r\n\r\nx\r\n--b--\r\n"), type: "multipart/form-data; boundary=b")).Refused();
        (await Program.PostAsync(Encoding.Unicode.GetBytes("ApiCallId=utf16&ApiExtension=1"), type: "application/x-www-form-urlencoded; charset=utf-16")).Refused();
        (await Program.PostAsync([])).Refused();
        foreach (var encoding in new[] { "gzip", "br", "deflate", "identity, gzip" })
        {
            using var content = new ByteArrayContent(GZip(new byte[5_000_000]));
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
            using var response = await Program.Http.PostAsync(Program.LineAddress, content, TestContext.Current.CancellationToken);
            (await LineAnswer.ReadAsync(response)).Refused();
        }

        await line.ServesAsync();
    }

    [Theory]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nApiCallId=lie&ApiExtension=1")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nApiCallId=lie&ApiExtension=1")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nApiCallId=lie")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nApiCallId=lie")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nApiCa\r\n0\r\n\r\n")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nApiCa")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nA")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nA")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n")]
    [InlineData("POST /yemot HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /yemot?ApiCallId=lie HTTP/1.1\r\n\r\n")]
    [InlineData("GET /yemot?ApiCallId=lie\r\n")]
    [InlineData("GET  /yemot HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000")]
    [InlineData("\u0000\u0000\u0000\u0000")]
    [InlineData("GET /yemot HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\u0001: y\r\n\r\n")]
    public async Task Http_that_lies_or_ends_in_the_middle_is_refused_or_dropped(string request)
    {
        RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(Program.Address, request, breaksOff: true));
        Assert.False(await Program.KnowsAsync("lie") && request.Contains("500", StringComparison.Ordinal));
        await line.ServesAsync();
        Assert.Empty(Program.Log.Errors);
    }

    [Fact]
    public async Task A_chunked_body_of_many_small_pieces_is_read_up_to_the_limit()
    {
        var request = new StringBuilder("POST /yemot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        foreach (var sign in "ApiCallId=pieces&ApiExtension=1") request.Append("1\r\n").Append(sign).Append("\r\n");
        Assert.Contains("read=t-well?=", await RawConnection.ExchangeAsync(Program.Address, request + "0\r\n\r\n"), StringComparison.Ordinal);
        for (var i = 0; i < 400_000; i++) request.Append("10\r\naaaaaaaaaaaaaaaa\r\n");
        RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(Program.Address, request + "0\r\n\r\n"));
        await line.ServesAsync();
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        var headers = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"X-{i}: {new string('v', 50)}\r\n"));
        RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(Program.Address, $"GET /yemot?ApiCallId=a HTTP/1.1\r\nHost: x\r\n{headers}\r\n"));
        RawConnection.AssertNoFault(await RawConnection.ExchangeAsync(
            Program.Address, $"GET /yemot?ApiCallId=a HTTP/1.1\r\nHost: x\r\nX: {new string('v', 1_000_000)}\r\n\r\n"));
        await line.ServesAsync();
    }

    private static byte[] Join(string text, params byte[][] rest) => [.. Encoding.Latin1.GetBytes(text), .. rest.SelectMany(part => part)];

    private static byte[] GZip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
