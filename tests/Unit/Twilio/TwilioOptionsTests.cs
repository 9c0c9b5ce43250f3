using Xunit;
using YemotAi.Telephony.Twilio;

namespace YemotAi.Unit.Twilio;

public sealed class TwilioOptionsTests
{
    private const string Account = "AC0123456789abcdef0123456789abcdef";

    [Fact]
    public void The_defaults_are_right() => Assert.True(new TwilioOptionsValidator().Validate(null, new TwilioOptions()).Succeeded);

    [Fact]
    public void A_whole_account_is_right() => Assert.True(new TwilioOptionsValidator().Validate(null, new TwilioOptions
    {
        PublicBaseUrl = "https://calls.example.org",
        AccountSid = Account,
        AuthToken = "0123456789abcdef0123456789abcdef",
        ApiKeySid = "SK0123456789abcdef0123456789abcdef",
        ApiKeySecret = "0123456789abcdefGHIJ",
        StreamTokenKey = "0123456789abcdef",
    }).Succeeded);

    [Theory]
    [InlineData("PublicBaseUrl", "http://calls.example.org")]
    [InlineData("PublicBaseUrl", "https://calls.example.org/?x=1")]
    [InlineData("PublicBaseUrl", "https://u:p@calls.example.org")]
    [InlineData("PublicBaseUrl", "calls.example.org")]
    [InlineData("ApiUrl", "")]
    [InlineData("ApiUrl", "http://api.twilio.com")]
    [InlineData("AccountSid", "AC1")]
    [InlineData("AccountSid", "SK0123456789abcdef0123456789abcdef")]
    [InlineData("AuthToken", "short")]
    [InlineData("AuthToken", "with space 0123456789")]
    [InlineData("StreamTokenKey", "short")]
    [InlineData("ApiKeySid", "SK1")]
    [InlineData("SecondAuthToken", "0123456789abcdef")]
    [InlineData("StreamTokenLife", "00:00:01")]
    [InlineData("RequestLimit", "00:00:00")]
    [InlineData("RetryDelay", "00:01:00")]
    [InlineData("RecordingPatience", "01:00:00")]
    [InlineData("Attempts", "0")]
    [InlineData("MaxRecordingBytes", "1")]
    [InlineData("MaxRequestBytes", "1")]
    [InlineData("MaxParameters", "1")]
    public void A_wrong_setting_is_named(string name, string value)
    {
        var options = new TwilioOptions();
        var property = typeof(TwilioOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType == typeof(string) ? value
            : property.PropertyType == typeof(int) ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)
            : TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        var failures = new TwilioOptionsValidator().Validate(null, options).Failures ?? [];
        var expected = name == "SecondAuthToken" ? "AuthToken" : name;
        Assert.Contains(failures, failure => failure.StartsWith($"Twilio:{expected} ", StringComparison.Ordinal));
        if (name.EndsWith("Token", StringComparison.Ordinal) || name.EndsWith("Key", StringComparison.Ordinal))
            Assert.DoesNotContain(failures, failure => failure.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_names_of_Twilios_documents_fill_what_is_not_set()
    {
        var environment = new Dictionary<string, string?>
        {
            ["PUBLIC_BASE_URL"] = "https://calls.example.org/ ",
            ["TWILIO_ACCOUNT_SID"] = Account,
            ["TWILIO_AUTH_TOKEN"] = "0123456789abcdef",
            ["TWILIO_API_KEY"] = "SK0123456789abcdef0123456789abcdef",
            ["TWILIO_API_SECRET"] = "0123456789abcdefGHIJ",
        };
        var options = new TwilioOptions { AuthToken = "of the settings alone" };
        options.TakeEnvironment(environment.GetValueOrDefault);
        Assert.Equal("of the settings alone", options.AuthToken);
        Assert.Equal(Account, options.AccountSid);
        Assert.Equal("SK0123456789abcdef0123456789abcdef", options.ApiKeySid);
        Assert.Equal("https://calls.example.org/webhook/x", options.PublicUrl("/webhook/x").AbsoluteUri);
        Assert.Equal("wss://calls.example.org/ws/twilio-media", options.PublicSocket("/ws/twilio-media").AbsoluteUri);

        var other = new TwilioOptions { ApiKeySid = "SKffffffffffffffffffffffffffffffff" };
        other.TakeEnvironment(environment.GetValueOrDefault);
        Assert.Equal("", other.ApiKeySecret);
    }

    [Fact]
    public void A_port_of_its_own_stays_in_the_sockets_address()
    {
        var options = new TwilioOptions { PublicBaseUrl = "https://calls.example.org:8443/voice" };
        Assert.Equal("wss://calls.example.org:8443/voice/ws", options.PublicSocket("/ws").AbsoluteUri);
        Assert.Throws<InvalidOperationException>(() => new TwilioOptions().PublicUrl("/x"));
    }
}
