using System.Text;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.Api;
using YemotAi.Providers.OpenAi;

namespace YemotAi.Minds.Api;

public sealed class VendorErrorTests
{
    [Theory]
    [InlineData(401, "invalid_request_error", "invalid_api_key", "", MindFailure.Refused, true)]
    [InlineData(403, "invalid_request_error", "unsupported_country_region_territory", "", MindFailure.Refused, true)]
    [InlineData(404, "invalid_request_error", "model_not_found", "", MindFailure.Refused, false)]
    [InlineData(307, "", "", "", MindFailure.Refused, false)]
    [InlineData(429, "requests", "rate_limit_exceeded", "", MindFailure.RateLimited, true)]
    [InlineData(429, "insufficient_quota", "insufficient_quota", "", MindFailure.Quota, true)]
    [InlineData(429, "insufficient_quota", "", "", MindFailure.Quota, true)]
    [InlineData(429, "", "", "", MindFailure.RateLimited, true)]
    [InlineData(402, "", "", "", MindFailure.Quota, true)]
    [InlineData(400, "invalid_request_error", "context_length_exceeded", "", MindFailure.ContextFull, false)]
    [InlineData(400, "", "", "This model's maximum context length is 8192 tokens.", MindFailure.ContextFull, false)]
    [InlineData(400, "invalid_request_error", "content_filter", "", MindFailure.Safety, false)]
    [InlineData(400, "invalid_request_error", "unknown_parameter", "", MindFailure.Bug, false)]
    [InlineData(500, "server_error", "", "", MindFailure.Unavailable, false)]
    [InlineData(503, "", "", "", MindFailure.Unavailable, false)]
    [InlineData(0, "", "server_error", "", MindFailure.Unavailable, false)]
    [InlineData(0, "", "rate_limit_exceeded", "", MindFailure.RateLimited, true)]
    [InlineData(0, "", "invalid_prompt", "", MindFailure.Safety, false)]
    public void What_OpenAI_tells_is_understood(int status, string type, string code, string prose, MindFailure failure, bool isOfKey)
    {
        var fault = OpenAiErrors.FaultOf(new VendorError(status, type, code, prose));
        Assert.Equal((failure, isOfKey), (fault.Failure, fault.IsOfKey));
    }

    [Theory]
    [InlineData(401, "authentication_error", "", MindFailure.Refused, true)]
    [InlineData(403, "permission_error", "", MindFailure.Refused, true)]
    [InlineData(404, "not_found_error", "", MindFailure.Refused, false)]
    [InlineData(308, "", "", MindFailure.Refused, false)]
    [InlineData(429, "rate_limit_error", "", MindFailure.RateLimited, true)]
    [InlineData(402, "billing_error", "", MindFailure.Quota, true)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API.", MindFailure.Quota, true)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", MindFailure.ContextFull, false)]
    [InlineData(413, "request_too_large", "", MindFailure.ContextFull, false)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", MindFailure.Safety, false)]
    [InlineData(400, "invalid_request_error", "max_tokens: must be positive", MindFailure.Bug, false)]
    [InlineData(500, "api_error", "", MindFailure.Unavailable, false)]
    [InlineData(529, "", "", MindFailure.Unavailable, false)]
    [InlineData(0, "overloaded_error", "Overloaded", MindFailure.Unavailable, false)]
    public void What_Anthropic_tells_is_understood(int status, string type, string prose, MindFailure failure, bool isOfKey)
    {
        var fault = AnthropicErrors.FaultOf(new VendorError(status, type, "", prose));
        Assert.Equal((failure, isOfKey), (fault.Failure, fault.IsOfKey));
    }

    [Fact]
    public void A_limit_of_spending_at_Anthropic_is_known_by_its_code()
    {
        var error = VendorError.Read(
            403, """{"type":"error","error":{"type":"permission_error","message":"x","details":{"error_code":"contract_spend_limit_reached"}}}"""u8, "");
        Assert.Equal(MindFailure.Quota, AnthropicErrors.FaultOf(error).Failure);
    }

    [Theory]
    [InlineData("""{"error":{"code":403,"message":"x","status":"PERMISSION_DENIED","details":[{"reason":"SERVICE_DISABLED"}]}}""", "permission_denied")]
    [InlineData("""{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""", "invalid_grant")]
    public void What_Google_tells_has_a_code(string body, string code) =>
        Assert.Equal(code, VendorError.Read(403, Encoding.UTF8.GetBytes(body), "").Code);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"error":"no"}""")]
    [InlineData("""{"error":{"type":7,"code":[],"message":{}}}""")]
    [InlineData("""{"error":{"type":"server_err""")]
    public void A_body_that_is_no_error_leaves_the_status(string body) =>
        Assert.Equal(new VendorError(500, "", "", ""), VendorError.Read(500, Encoding.UTF8.GetBytes(body), ""));

    [Theory]
    [InlineData("sk_key_abc")]
    [InlineData("SK_KEY_ABC rejected")]
    [InlineData("invalid key sk_key_abc")]
    [InlineData("a\nline")]
    public void Names_that_hold_the_key_or_are_no_names_are_not_told(string name)
    {
        var body = new UTF8Encoding().GetBytes(System.Text.Json.JsonSerializer.Serialize(new { error = new { type = name, code = name, message = name } }));
        Assert.Equal("It answered 401.", VendorError.Read(401, body, "sk_key_abc").Detail("It"));
    }

    [Fact]
    public void The_detail_has_the_status_and_the_names() =>
        Assert.Equal("It answered 429: requests, rate_limit_exceeded.", new VendorError(429, "requests", "rate_limit_exceeded", "secret").Detail("It"));
}
