using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;

namespace YemotAi.Providers.OpenAi;

/// <summary>
/// What OpenAI's errors mean, by the page "Error codes" of its documentation; and those of compatible servers, which
/// often have only prose.
/// </summary>
internal static class OpenAiErrors
{
    /// <summary>What an error means.</summary>
    public static VendorFault FaultOf(VendorError error)
    {
        var failure = FailureOf(error);
        var isOfKey = failure is MindFailure.RateLimited or MindFailure.Quota
            || (failure == MindFailure.Refused && error.Status is 401 or 403);
        return new VendorFault(failure, error.Detail("The OpenAI interface"), isOfKey);
    }

    private static MindFailure FailureOf(VendorError error) => (error.Code.Length > 0 ? error.Code : error.Type) switch
    {
        "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active" => MindFailure.Quota,
        "rate_limit_exceeded" => MindFailure.RateLimited,
        "context_length_exceeded" or "string_above_max_length" => MindFailure.ContextFull,
        "content_filter" or "content_policy_violation" or "invalid_prompt" or "cyber_policy" => MindFailure.Safety,
        "invalid_api_key" => MindFailure.Refused,
        _ => ByStatus(error),
    };

    private static MindFailure ByStatus(VendorError error) => error.Status switch
    {
        // A redirect is not followed: the address in the settings is wrong.
        >= 300 and < 400 => MindFailure.Refused,
        401 or 403 or 404 or 405 => MindFailure.Refused,
        402 => MindFailure.Quota,
        429 => MindFailure.RateLimited,
        413 => MindFailure.ContextFull,
        400 or 422 when error.Says("context length") || error.Says("context window") || error.Says("context size")
            || error.Says("maximum context") => MindFailure.ContextFull,
        0 or 408 or 409 or >= 500 => MindFailure.Unavailable,
        _ => MindFailure.Bug,
    };
}
