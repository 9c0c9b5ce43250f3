using System.Net;
using Xunit;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Access;

namespace YemotAi.Unit.Yemot.Access;

public sealed class YemotAccessTests
{
    private static YemotAccess With(string[] secrets, params string[] addresses)
    {
        var options = new YemotOptions();
        foreach (var secret in secrets) options.Secrets.Add(secret);
        foreach (var address in addresses) options.AllowedAddresses.Add(address);
        return new YemotAccess(options);
    }

    [Fact]
    public void Without_settings_anyone_may_ask()
    {
        var access = With([]);

        Assert.True(access.IsOpen);
        Assert.Equal(YemotAccessDecision.Allowed, access.Check(null, null));
    }

    [Theory]
    [InlineData("old-secret", null, YemotAccessDecision.Allowed)]
    [InlineData("new-secret", null, YemotAccessDecision.Allowed)]
    [InlineData(null, "new-secret", YemotAccessDecision.Allowed)]
    [InlineData("wrong", "new-secret", YemotAccessDecision.Allowed)]
    [InlineData(null, null, YemotAccessDecision.SecretMissing)]
    [InlineData("", "", YemotAccessDecision.SecretMissing)]
    [InlineData("old-secre", null, YemotAccessDecision.SecretWrong)]
    [InlineData("old-secrett", null, YemotAccessDecision.SecretWrong)]
    [InlineData("OLD-SECRET", null, YemotAccessDecision.SecretWrong)]
    [InlineData(null, "x", YemotAccessDecision.SecretWrong)]
    public void One_of_the_secrets_is_needed(string? parameter, string? path, YemotAccessDecision decision) =>
        Assert.Equal(decision, With(["old-secret", "new-secret"]).Check(IPAddress.Loopback, parameter, path));

    [Theory]
    [InlineData("192.0.2.7", true)]
    [InlineData("::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("10.9.8.7", true)]
    [InlineData("::ffff:10.9.8.7", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("2001:db8::5", true)]
    [InlineData("2001:db9::5", false)]
    [InlineData("203.0.113.9", true)]
    [InlineData(null, false)]
    public void Only_addresses_of_the_list_may_ask(string? address, bool allowed)
    {
        var access = With([], "192.0.2.7", "10.0.0.0/8", "2001:db8::/32", "::ffff:203.0.113.9");

        Assert.Equal(
            allowed ? YemotAccessDecision.Allowed : YemotAccessDecision.AddressNotAllowed,
            access.Check(address is null ? null : IPAddress.Parse(address), null));
    }

    [Fact]
    public void A_right_secret_from_a_wrong_address_is_refused() => Assert.Equal(
        YemotAccessDecision.AddressNotAllowed,
        With(["old-secret"], "192.0.2.7").Check(IPAddress.Loopback, "old-secret"));
}
