using Xunit;
using YemotAi.Telephony.Twilio.Signatures;

namespace YemotAi.Unit.Twilio;

/// <summary>The vectors of twilio-csharp's own tests, and the rules of protocol section 1.5.</summary>
public sealed class TwilioSignatureTests
{
    private const string Token = "12345", Url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static readonly KeyValuePair<string, string>[] Form =
    [
        new("CallSid", "CA1234567890ABCDE"), new("From", "+14158675309"), new("Digits", "1234"), new("To", "+18005551212"), new("Caller", "+14158675309"),
    ];

    [Theory]
    [InlineData(Url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://MyCompany.com:1234/myapp.php?foo=1&bar=2", "PCqOZm8cnu/L6+u5i5fuEd+Iac4=")]
    public void It_is_what_Twilios_own_tests_say(string url, string signature)
    {
        Assert.Equal(signature, TwilioSignature.Of(Token, url, Form));
        Assert.True(TwilioSignature.IsRight(Token, signature, url, Form.Reverse()));
    }

    [Fact]
    public void A_body_that_is_no_form_is_signed_by_its_hash_in_the_address()
    {
        const string Query = "foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
        Assert.Equal("a9nBmqA0ju/hNViExpshrM61xv4=", TwilioSignature.Of(Token, "https://mycompany.com/myapp.php?" + Query));
        Assert.True(TwilioSignature.IsBody("?" + Query, "{\"property\": \"value\", \"boolean\": true}"u8));
        Assert.False(TwilioSignature.IsBody(Query, "{\"property\": \"value\", \"boolean\": false}"u8));
        Assert.False(TwilioSignature.IsBody("foo=1", "{}"u8));
        Assert.False(TwilioSignature.IsBody(Query.ToUpperInvariant(), "{\"property\": \"value\", \"boolean\": true}"u8));
    }

    [Theory]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", Url)]
    [InlineData(Url, "https://mycompany.com:443/myapp.php?foo=1&bar=2")]
    [InlineData("http://127.0.0.1:80/a", "http://127.0.0.1/a")]
    [InlineData("https://[2001:db8::7]:443/a", "https://[2001:db8::7]/a")]
    [InlineData("https://mycompany.com:8443/a", "https://mycompany.com:8443/a")]
    public void The_port_may_be_signed_or_not(string url, string asked) =>
        Assert.True(TwilioSignature.IsRight(Token, TwilioSignature.Of(Token, url, Form), asked, Form));

    [Theory]
    [InlineData("https://mycompany.com:444/myapp.php?foo=1&bar=2")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2")]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&baz=3")]
    [InlineData("https://mycompany.com/myapp.php/?foo=1&bar=2")]
    [InlineData("https://other.com/myapp.php?foo=1&bar=2")]
    public void Another_address_has_another_signature(string url) =>
        Assert.False(TwilioSignature.IsRight(Token, TwilioSignature.Of(Token, url, Form), Url, Form));

    [Fact]
    public void Any_change_of_a_value_makes_it_wrong()
    {
        var signature = TwilioSignature.Of(Token, Url, Form);
        Assert.True(TwilioSignature.IsRight(Token, signature, Url, Form));
        Assert.False(TwilioSignature.IsRight("12346", signature, Url, Form));
        Assert.False(TwilioSignature.IsRight(Token, signature, Url, Form.Append(new("X", "1"))));
        Assert.False(TwilioSignature.IsRight(Token, signature, Url, Form.Skip(1)));
        Assert.False(TwilioSignature.IsRight(Token, signature, Url, Form.Select(one => one.Key == "Digits" ? new("Digits", "1235") : one)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64 at all, of no length")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData(" RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_signature_is_wrong(string? signature) => Assert.False(TwilioSignature.IsRight(Token, signature, Url, Form));

    [Fact]
    public void A_repeated_key_counts_with_each_of_its_values_once_and_in_order()
    {
        KeyValuePair<string, string>[] given = [new("b", "2"), new("b", "1"), new("b", "2"), new("B", "x"), new("a", " untrimmed ")];
        KeyValuePair<string, string>[] plain = [new("B", "x"), new("a", " untrimmed "), new("b", "1"), new("b", "2")];
        Assert.Equal(TwilioSignature.Of(Token, Url + "Bxa untrimmed b1b2"), TwilioSignature.Of(Token, Url, given));
        Assert.Equal(TwilioSignature.Of(Token, Url, plain), TwilioSignature.Of(Token, Url, given));
    }

    [Theory]
    [InlineData("wss://calls.example.org/ws/twilio-media")]
    [InlineData("wss://calls.example.org/ws/twilio-media/")]
    [InlineData("https://calls.example.org/ws/twilio-media")]
    [InlineData("https://calls.example.org/ws/twilio-media/")]
    [InlineData("wss://calls.example.org:443/ws/twilio-media")]
    [InlineData("https://calls.example.org:443/ws/twilio-media/")]
    public void A_sockets_opening_may_be_signed_in_several_forms(string url)
    {
        var signature = TwilioSignature.Of(Token, url);
        Assert.True(TwilioSignature.IsRightForSocket(Token, signature, "https://calls.example.org/ws/twilio-media"));
        Assert.True(TwilioSignature.IsRightForSocket(Token, signature, "https://calls.example.org/ws/twilio-media/"));
        Assert.False(TwilioSignature.IsRightForSocket(Token, signature, "https://calls.example.org/ws/twilio-medium"));
        Assert.False(TwilioSignature.IsRightForSocket(Token, signature, "http://calls.example.org/ws/twilio-media"));
    }
}
