using System.Net;
using Xunit;
using YemotAi.Telephony.Access;

namespace YemotAi.Unit.Web;

public sealed class AddressRangesTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9/32")]
    public void Addresses_and_ranges_are_read(string text, string range)
    {
        Assert.True(AddressRanges.TryParse(text, out var read));
        Assert.Equal(range, read.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("everyone")]
    [InlineData("10")]
    [InlineData("10.0.0")]
    [InlineData("010.0.0.1")]
    [InlineData("10/8")]
    [InlineData("300.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("/8")]
    [InlineData("10.1.0.0/8")]
    [InlineData("2001:db8::1/32")]
    [InlineData("::ffff:10.1.0.0/104")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0.0.1:80")]
    public void Anything_else_is_not(string? text) => Assert.False(AddressRanges.TryParse(text, out _));

    [Fact]
    public void A_wrong_one_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new AddressRanges(["10.0.0.0/8", "10.1.0.0/8"]));
        Assert.Contains("10.1.0.0/8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_address_is_on_no_list() => Assert.False(new AddressRanges(["0.0.0.0/0", "::/0"]).Contains(null));

    [Fact]
    public void An_IPv4_address_in_its_IPv6_form_is_the_same_address() =>
        Assert.True(new AddressRanges(["::ffff:10.0.0.0/104"]).Contains(IPAddress.Parse("::ffff:10.9.9.9")));
}
