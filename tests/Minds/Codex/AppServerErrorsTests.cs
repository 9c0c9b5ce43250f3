using System.Text.Json;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex.AppServer;

namespace YemotAi.Minds.Codex;

/// <summary>The errors of failed turns, as 0.169 writes them.</summary>
public sealed class AppServerErrorsTests
{
    [Theory]
    [InlineData("""{"message":"unexpected status 401 Unauthorized: x, url: y","codexErrorInfo":{"httpConnectionFailed":{"httpStatusCode":401}}}""", MindFailure.Refused)]
    [InlineData("""{"message":"x","codexErrorInfo":{"httpConnectionFailed":{"httpStatusCode":403}}}""", MindFailure.Refused)]
    [InlineData("""{"message":"x","codexErrorInfo":{"httpConnectionFailed":{"httpStatusCode":404}}}""", MindFailure.Refused)]
    [InlineData("""{"message":"x","codexErrorInfo":{"httpConnectionFailed":{"httpStatusCode":503}}}""", MindFailure.Unavailable)]
    [InlineData("""{"message":"x","codexErrorInfo":{"responseTooManyFailedAttempts":{"httpStatusCode":429}}}""", MindFailure.RateLimited)]
    [InlineData("""{"message":"x","codexErrorInfo":"rateLimitExceeded"}""", MindFailure.RateLimited)]
    [InlineData("""{"message":"We’re currently experiencing high demand, which may cause temporary errors.","codexErrorInfo":"internalServerError"}""", MindFailure.Unavailable)]
    [InlineData("""{"message":"x","codexErrorInfo":"serverOverloaded"}""", MindFailure.Unavailable)]
    [InlineData("""{"message":"Quota exceeded. Check your plan and billing details.","codexErrorInfo":"usageLimitExceeded"}""", MindFailure.Quota)]
    [InlineData("""{"message":"x","codexErrorInfo":"contextWindowExceeded"}""", MindFailure.ContextFull)]
    [InlineData("""{"message":"m","codexErrorInfo":"cyberPolicy"}""", MindFailure.Safety)]
    [InlineData("""{"message":"m","codexErrorInfo":"misalignmentPolicyViolation"}""", MindFailure.Safety)]
    [InlineData("""{"message":"m","codexErrorInfo":"modelNotFound"}""", MindFailure.Refused)]
    [InlineData("""{"message":"m","codexErrorInfo":"unauthorized"}""", MindFailure.Refused)]
    [InlineData("""{"message":"stream disconnected before completion: idle timeout waiting for SSE","codexErrorInfo":{"responseStreamDisconnected":{"httpStatusCode":null}}}""", MindFailure.TimedOut)]
    [InlineData("""{"message":"stream disconnected before completion: Transport error","codexErrorInfo":{"responseStreamDisconnected":{"httpStatusCode":null}}}""", MindFailure.Unavailable)]
    [InlineData("""{"message":"Incomplete response returned, reason: max_output_tokens","codexErrorInfo":"other"}""", MindFailure.Unusable)]
    [InlineData("""{"message":"m","codexErrorInfo":"a name of tomorrow"}""", MindFailure.Unavailable)]
    [InlineData("""{"message":"m","codexErrorInfo":{"tomorrow":{"httpStatusCode":"x"}}}""", MindFailure.Unavailable)]
    [InlineData("""{"message":5,"codexErrorInfo":7}""", MindFailure.Unavailable)]
    [InlineData("""{}""", MindFailure.Unavailable)]
    [InlineData("""null""", MindFailure.Unavailable)]
    public void Each_is_the_failure_that_it_tells_of(string error, MindFailure expected)
    {
        var failure = AppServerErrors.Of(JsonElement.Parse(error));
        Assert.Equal(expected, failure.Failure);
        Assert.DoesNotContain("url: y", failure.Message, StringComparison.Ordinal);
    }
}
