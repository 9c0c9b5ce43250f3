using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>Tells from the error of a failed turn which kind of failure it was.</summary>
/// <remarks>
/// <c>codexErrorInfo</c> is a name, or an object of one name that may hold <c>httpStatusCode</c>; the names are those that
/// <c>codex app-server generate-ts --experimental</c> of 0.169 gives. What it does not tell (<c>other</c>, a name that is
/// not known) is looked for in the message.
/// </remarks>
internal static class AppServerErrors
{
    /// <summary>The failure of a turn's <c>error</c>; of none too.</summary>
    public static MindException Of(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object) return Failure(MindFailure.Unavailable, "it does not say why");
        var message = AppServerJson.Text(error, "message");
        var told = CodexErrors.Of(message);
        if (!error.TryGetProperty("codexErrorInfo", out var info)) return told;
        var name = NameOf(info, out var status);
        var known = name switch
        {
            "contextWindowExceeded" => MindFailure.ContextFull,
            "sessionBudgetExceeded" or "usageLimitExceeded" => MindFailure.Quota,
            "rateLimitExceeded" => MindFailure.RateLimited,
            "flexUnavailable" or "serverOverloaded" or "policyCapacityUnavailable" => MindFailure.Unavailable,
            "unauthorized" or "modelNotFound" or "inferenceHookDenied" => MindFailure.Refused,
            "cyberPolicy" or "misalignmentPolicyViolation" => MindFailure.Safety,
            "threadRollbackFailed" or "sandboxError" or "activeTurnNotSteerable" or "tooManyDenials" => MindFailure.Bug,
            "internalServerError" => MindFailure.Unavailable,
            "responseStreamDisconnected" or "responseStreamConnectionFailed" or "responseTooManyFailedAttempts"
                or "httpConnectionFailed" => OfStatus(status),
            _ => (MindFailure?)null,
        };
        // The message of a broken stream says more than its name: a vendor that fell silent, one that cannot be reached.
        if (known is not { } failure || (status == 0 && failure == MindFailure.Unavailable)) return told;
        return new MindException(failure, Said(status > 0 ? $"{name}, {status}" : name)) { RetryAfter = told.RetryAfter };
    }

    private static MindFailure? OfStatus(int status) => status switch
    {
        401 or 403 or 404 => MindFailure.Refused,
        408 => MindFailure.TimedOut,
        413 => MindFailure.ContextFull,
        429 => MindFailure.RateLimited,
        >= 500 => MindFailure.Unavailable,
        >= 400 => MindFailure.Bug,
        _ => null,
    };

    private static string NameOf(JsonElement info, out int status)
    {
        status = 0;
        if (info.ValueKind == JsonValueKind.String) return info.GetString()!;
        if (info.ValueKind != JsonValueKind.Object) return "";
        foreach (var one in info.EnumerateObject())
        {
            if (one.Value.ValueKind == JsonValueKind.Object
                && one.Value.TryGetProperty("httpStatusCode", out var code)
                && code.ValueKind == JsonValueKind.Number
                && code.TryGetInt32(out var number)
                && number is >= 100 and <= 599)
            {
                status = number;
            }

            return one.Name;
        }

        return "";
    }

    private static MindException Failure(MindFailure failure, string what) => new(failure, Said(what));

    private static string Said(string what) => $"The Codex app-server gave no answer: {what}.";
}
