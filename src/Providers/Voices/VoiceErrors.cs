using YemotAi.Calls.Voice;
using YemotAi.Providers.Api;

namespace YemotAi.Providers.Voices;

/// <summary>What an error of a vendor means for a voice.</summary>
internal static class VoiceErrors
{
    /// <summary>The kind of failure. A vendor that says no to what it was asked cannot speak that text, whatever is wrong with it.</summary>
    public static VoiceFailure FailureOf(VendorError error) => error switch
    {
        // A redirect is not followed: the address in the settings is wrong.
        { Status: >= 300 and < 400 or 401 or 402 or 403 or 404 or 405 } => VoiceFailure.Refused,
        { Code: "insufficient_quota" or "billing_not_active" } or { Type: "insufficient_quota" } => VoiceFailure.Refused,
        // Google says so of a key with the status of a bad request.
        { Status: 400 } when error.Says("API key") => VoiceFailure.Refused,
        { Status: 429 } => VoiceFailure.Busy,
        { Status: 408 or >= 500 } => VoiceFailure.Unavailable,
        _ => VoiceFailure.BadText,
    };
}
