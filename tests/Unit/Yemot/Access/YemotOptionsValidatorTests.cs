using Xunit;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Requests;

namespace YemotAi.Unit.Yemot.Access;

public sealed class YemotOptionsValidatorTests
{
    private static readonly YemotOptionsValidator Validator = new();

    [Fact]
    public void The_defaults_are_allowed() => Assert.True(Validator.Validate(null, new YemotOptions()).Succeeded);

    [Fact]
    public void Usual_settings_are_allowed()
    {
        var options = new YemotOptions { Path = "/lines/yemot", Language = "", SecretParameter = "key" };
        options.Secrets.Add("abc_DEF-123");
        options.AllowedAddresses.Add("10.0.0.0/8");
        options.AllowedAddresses.Add("2001:db8::7");

        Assert.True(Validator.Validate(null, options).Succeeded);
    }

    public static TheoryData<string, Action<YemotOptions>> Wrong => new()
    {
        { "Yemot:Path", options => options.Path = "yemot" },
        { "Yemot:Path", options => options.Path = "/yemot/" },
        { "Yemot:Path", options => options.Path = "/ye mot" },
        { "Yemot:Path", options => options.Path = null! },
        { "Yemot:Secrets:0", options => options.Secrets.Add("short") },
        { "Yemot:Secrets:0", options => options.Secrets.Add("with spaces in it") },
        { "Yemot:SecretParameter", options => options.SecretParameter = "" },
        { "Yemot:SecretParameter", options => options.SecretParameter = "ApiKey" },
        { "Yemot:AllowedAddresses:0", options => options.AllowedAddresses.Add("example.com") },
        { "Yemot:AllowedAddresses:0", options => options.AllowedAddresses.Add("10.0.0.0/33") },
        { "Yemot:Language", options => options.Language = "Hebrew" },
        { "Yemot:MaxSpokenCharacters", options => options.MaxSpokenCharacters = 10 },
        { "Yemot:Limits:MaxParameters", options => options.Limits = new YemotRequestLimits { MaxParameters = 0 } },
        { "Yemot:Limits", options => options.Limits = null! },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_with_what_is_allowed(string setting, Action<YemotOptions> change)
    {
        var options = new YemotOptions();
        change(options);

        var failure = Assert.Single(Validator.Validate(null, options).Failures!);

        Assert.StartsWith(setting + " ", failure, StringComparison.Ordinal);
        Assert.Matches("allowed|leave it out", failure);
    }

    [Fact]
    public void A_wrong_secret_is_not_repeated()
    {
        var options = new YemotOptions();
        options.Secrets.Add("my wrong secret");

        Assert.DoesNotContain("my wrong secret", Validator.Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }
}
