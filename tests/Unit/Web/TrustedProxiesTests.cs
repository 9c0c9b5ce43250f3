using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;
using YemotAi.Hosting.Settings;
using YemotAi.Hosting.Web;

namespace YemotAi.Unit.Web;

public sealed class TrustedProxiesTests
{
    private static readonly string[] Proxies = ["127.0.0.1", "10.42.0.0/16", "fd00:1::/32"];

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.42.200.3", "203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:10.42.200.3", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.42.200.3", "2001:db8::7", "2001:db8::7")]
    [InlineData("fd00:1::9", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.42.200.3", "203.0.113.7, 10.42.0.1", "203.0.113.7")]
    public async Task What_a_trusted_server_says_counts(string from, string says, string sender) => Assert.Equal(sender, await SenderAsync(from, says));

    [Theory]
    [InlineData("10.43.0.1", "203.0.113.7", "10.43.0.1")]
    [InlineData("127.0.0.2", "203.0.113.7", "127.0.0.2")]
    [InlineData("fd00:2::9", "203.0.113.7", "fd00:2::9")]
    [InlineData("203.0.113.7", "10.42.0.1", "203.0.113.7")]
    // The caller himself sent the first; only what the trusted server added is taken.
    [InlineData("10.42.200.3", "192.0.2.1, 203.0.113.7", "203.0.113.7")]
    public async Task What_anyone_else_says_does_not(string from, string says, string sender) => Assert.Equal(sender, await SenderAsync(from, says));

    private static async Task<string> SenderAsync(string from, string says)
    {
        var settings = new ProgramOptions();
        foreach (var proxy in Proxies) settings.TrustedProxies.Add(proxy);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers["X-Forwarded-For"] = says;
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(TrustedProxies.Of(settings))).Invoke(context);
        return context.Connection.RemoteIpAddress.ToString();
    }
}
