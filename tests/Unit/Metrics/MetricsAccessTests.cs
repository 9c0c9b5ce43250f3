using System.Net;
using Microsoft.AspNetCore.Http;
using Xunit;
using YemotAi.Hosting.Metrics;
using YemotAi.Hosting.Settings;

namespace YemotAi.Unit.Metrics;

public sealed class MetricsAccessTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:8080", true)]
    [InlineData("127.0.0.1", "localhost:8080", true)]
    [InlineData("::1", "[::1]:8080", true)]
    [InlineData("::ffff:127.0.0.1", "localhost", true)]
    [InlineData("192.0.2.7", "localhost:8080", false)]
    [InlineData("10.0.0.1", "127.0.0.1:8080", false)]
    [InlineData("::ffff:10.0.0.1", "127.0.0.1:8080", false)]
    [InlineData(null, "localhost", false)]
    // By a tunnel, which ends on this machine.
    [InlineData("127.0.0.1", "phone.example.com", false)]
    [InlineData("127.0.0.1", "192.0.2.7", false)]
    [InlineData("127.0.0.1", "", false)]
    public void Without_a_setting_only_this_machine_sees_them(string? from, string host, bool allowed) =>
        Assert.Equal(allowed, Allows([], from, host));

    [Theory]
    [InlineData("10.42.7.9", true)]
    [InlineData("::ffff:10.42.7.9", true)]
    [InlineData("fd00::9", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("10.43.0.1", false)]
    // Named addresses are all that may; this machine is not among them.
    [InlineData("127.0.0.1", false)]
    [InlineData(null, false)]
    public void With_a_setting_only_those_that_it_names(string? from, bool allowed) =>
        Assert.Equal(allowed, Allows(["10.42.0.0/16", "fd00::/8", "192.0.2.7"], from, "10.42.1.1:8080"));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-proto")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-For")]
    [InlineData("X-Real-IP")]
    [InlineData("Forwarded")]
    [InlineData("Via")]
    public void Whoever_comes_by_a_proxy_does_not(string header)
    {
        Assert.False(Allows([], "127.0.0.1", "localhost", header));
        Assert.False(Allows(["127.0.0.1"], "127.0.0.1", "localhost", header));
    }

    private static bool Allows(string[] from, string? address, string host, string? header = null)
    {
        var settings = new ProgramOptions();
        foreach (var one in from) settings.MetricsFrom.Add(one);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        context.Request.Host = new HostString(host);
        if (header is not null) context.Request.Headers[header] = "127.0.0.1";
        return new MetricsAccess(settings).Allows(context);
    }
}
