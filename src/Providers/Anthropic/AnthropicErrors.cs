using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;

namespace YemotAi.Providers.Anthropic;

/// <summary>
/// What Anthropic's errors mean, by the page "Errors" of its documentation. It has types, codes for few of them, and one
/// type for all that is wrong with a request, so that some are known by their prose only.
/// </summary>
internal static class AnthropicErrors
{
    /// <summary>What an error means.</summary>
    public static VendorFault FaultOf(VendorError error)
    {
        var failure = FailureOf(error);
        var isOfKey = failure is MindFailure.RateLimited or MindFailure.Quota
            || (failure == MindFailure.Refused && (error.Type is "authentication_error" or "permission_error" || error.Status is 401 or 403));
        return new VendorFault(failure, error.Detail("The Anthropic interface"), isOfKey);
    }

    private static MindFailure FailureOf(VendorError error) => error.Type switch
    {
        _ when error.Code.EndsWith("spend_limit_reached", StringComparison.Ordinal)
            || error.Code.EndsWith("billing_unavailable", StringComparison.Ordinal) => MindFailure.Quota,
        "authentication_error" or "permission_error" or "not_found_error" => MindFailure.Refused,
        "billing_error" => MindFailure.Quota,
        "rate_limit_error" => MindFailure.RateLimited,
        "request_too_large" => MindFailure.ContextFull,
        "overloaded_error" or "api_error" or "timeout_error" => MindFailure.Unavailable,
        "invalid_request_error" => OfRequest(error),
        _ => ByStatus(error),
    };

    private static MindFailure OfRequest(VendorError error) =>
        error.Says("prompt is too long") || error.Says("context limit") || error.Says("context window") ? MindFailure.ContextFull
        : error.Says("credit balance") || error.Says("usage limits") ? MindFailure.Quota
        : error.Says("content filtering policy") ? MindFailure.Safety
        : MindFailure.Bug;

    private static MindFailure ByStatus(VendorError error) => error.Status switch
    {
        // A redirect is not followed: the address in the settings is wrong.
        >= 300 and < 400 => MindFailure.Refused,
        401 or 403 or 404 or 405 => MindFailure.Refused,
        402 => MindFailure.Quota,
        429 => MindFailure.RateLimited,
        413 => MindFailure.ContextFull,
        0 or 408 or 409 or >= 500 => MindFailure.Unavailable,
        _ => MindFailure.Bug,
    };
}
