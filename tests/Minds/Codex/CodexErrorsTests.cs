using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex;

namespace YemotAi.Minds.Codex;

/// <summary>The Codex CLI's own words for failures, of the oldest and the newest version.</summary>
public sealed class CodexErrorsTests
{
    [Theory]
    [InlineData("exceeded retry limit, last status: 401 Unauthorized", MindFailure.Refused)]
    [InlineData("unexpected status 401 Unauthorized: Incorrect API key provided: sk-x, url: http://x/v1/responses, request id: r", MindFailure.Refused)]
    [InlineData("unexpected status 403 Forbidden: {\"error\":{}}", MindFailure.Refused)]
    [InlineData("The model `gpt-5` does not exist or you do not have access to it.", MindFailure.Refused)]
    [InlineData("Missing environment variable: YEMOTAI_MODEL_KEY.", MindFailure.Refused)]
    [InlineData("exceeded retry limit, last status: 429 Too Many Requests, request id: r", MindFailure.RateLimited)]
    [InlineData("You've hit your usage limit. Try again later.", MindFailure.Quota)]
    [InlineData("You’ve hit your usage limit. Try again later.", MindFailure.Quota)]
    [InlineData("Quota exceeded. Check your plan and billing details.", MindFailure.Quota)]
    [InlineData("stream disconnected before completion: Rate limit reached for gpt-5 on requests per min (RPM): Limit 3, Used 3. Please try again in 20s. You can increase your rate limit by adding a payment method to your account at https://platform.openai.com/account/billing.", MindFailure.RateLimited)]
    [InlineData("unexpected status 429 Too Many Requests: see https://platform.openai.com/account/billing", MindFailure.RateLimited)]
    [InlineData("unexpected status 429 Too Many Requests: {\"error\":{\"code\":\"insufficient_quota\"}}", MindFailure.Quota)]
    [InlineData("You exceeded your current quota, please check your plan and billing details.", MindFailure.Quota)]
    [InlineData("We’re currently experiencing high demand, which may cause temporary errors.", MindFailure.Unavailable)]
    [InlineData("unexpected status 503 Service Unavailable: <html>", MindFailure.Unavailable)]
    [InlineData("Connection failed: error sending request for url (http://x)", MindFailure.Unavailable)]
    [InlineData("stream disconnected before completion: idle timeout waiting for SSE", MindFailure.TimedOut)]
    [InlineData("stream disconnected before completion: stream closed before response.completed", MindFailure.Unavailable)]
    [InlineData("Codex ran out of room in the model's context window. Start a new conversation", MindFailure.ContextFull)]
    [InlineData("turn/start failed: Input exceeds the maximum length of 1048576 characters ... input_too_large", MindFailure.ContextFull)]
    [InlineData("Incomplete response returned, reason: max_output_tokens", MindFailure.Unusable)]
    [InlineData("Incomplete response returned, reason: content_filter", MindFailure.Safety)]
    [InlineData("unexpected status 400 Bad Request: {\"error\":{\"message\":\"Unknown parameter\"}}", MindFailure.Bug)]
    [InlineData("", MindFailure.Unavailable)]
    [InlineData("something of the year 2030", MindFailure.Unavailable)]
    public void Words_have_their_failure(string words, MindFailure expected) => Assert.Equal(expected, CodexErrors.Of(words).Failure);

    [Fact]
    public void A_message_without_an_end_is_looked_at_in_its_beginning_only()
    {
        var digits = string.Concat(Enumerable.Repeat("111 ", 1 << 20));
        Assert.Equal(MindFailure.Unavailable, CodexErrors.Of(digits).Failure);
        Assert.Equal(MindFailure.Unavailable, CodexErrors.Of(digits + "insufficient_quota").Failure);
        Assert.Equal(MindFailure.Quota, CodexErrors.Of("insufficient_quota" + digits).Failure);
    }

    [Fact]
    public void Nothing_of_the_words_is_passed_on()
    {
        var error = CodexErrors.Of("unexpected status 401 Unauthorized: Incorrect API key provided: sk-secret, caller said shalom");
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("shalom", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("401", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rate limit reached. Please try again in 1.5s.", 1500)]
    [InlineData("Rate limit reached. Please try again in 250ms.", 250)]
    [InlineData("Rate limit reached. Please try again in 999999999s.", null)]
    [InlineData("Rate limit reached.", null)]
    public void A_wish_for_a_pause_is_read(string words, int? milliseconds) =>
        Assert.Equal(milliseconds, (int?)CodexErrors.Of(words).RetryAfter?.TotalMilliseconds);
}
