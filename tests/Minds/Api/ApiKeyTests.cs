using Xunit;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.Api;
using YemotAi.Providers.OpenAi;

namespace YemotAi.Minds.Api;

/// <summary>Which keys go where.</summary>
public sealed class ApiKeyTests
{
    private static IReadOnlyList<string> KeysOf(ApiMindOptions options) => options.KeysToUse(variable => $" key-of-{variable} ");

    [Theory]
    [InlineData("")]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("https://API.openai.com/v1/")]
    public void The_environments_key_goes_to_the_vendors_own_address(string address) =>
        Assert.Equal(["key-of-OPENAI_API_KEY"], KeysOf(new OpenAiOptions { BaseUrl = address }));

    [Theory]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("https://models.example.com/v1")]
    [InlineData("https://api.openai.com.example.com/v1")]
    [InlineData("http://api.openai.com/v1")]
    public void No_other_address_gets_the_environments_key(string address)
    {
        Assert.Equal(["none"], KeysOf(new OpenAiOptions { BaseUrl = address }));
        Assert.Equal(["own"], KeysOf(new OpenAiOptions { BaseUrl = address, Keys = { "own" } }));
    }

    [Fact]
    public void Each_vendor_has_its_own_variable()
    {
        Assert.Equal(["key-of-ANTHROPIC_API_KEY"], KeysOf(new AnthropicOptions()));
        Assert.Equal(["none"], KeysOf(new AnthropicOptions { BaseUrl = "https://api.openai.com" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("מפתח")]
    public void Without_a_key_that_can_be_there_is_none_at_the_vendors_own_address(string? value) =>
        Assert.Empty(new OpenAiOptions().KeysToUse(_ => value));

    [Fact]
    public void The_vendors_own_address_is_not_asked_over_http()
    {
        Assert.Contains(
            new OpenAiOptions { BaseUrl = "http://api.openai.com/v1" }.Problems(),
            problem => problem.StartsWith("BaseUrl", StringComparison.Ordinal) && problem.Contains("https", StringComparison.Ordinal));
        Assert.Empty(new OpenAiOptions { BaseUrl = "http://127.0.0.1:8000/v1" }.Problems());
    }
}
