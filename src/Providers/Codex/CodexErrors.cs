using System.Globalization;
using System.Text.RegularExpressions;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex;

/// <summary>Tells from the Codex CLI's own words which kind of failure it was.</summary>
/// <remarks>
/// Its words may hold a part of the key or what the vendor sent, so none of them goes into a message of ours. They differ
/// between versions, in the apostrophe too.
/// </remarks>
internal static partial class CodexErrors
{
    /// <summary>How much of a message is looked at, in characters: a vendor's answer may stand in it in full length.</summary>
    private const int LookedAt = 4 << 10;

    /// <summary>The failure that a message of <c>turn.failed</c> or <c>error</c> tells of.</summary>
    public static MindException Of(string message)
    {
        if (message.Length > LookedAt) message = message[..LookedAt];
        var status = StatusIn().Match(message) is { Success: true } match
            ? int.Parse(match.ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        var (failure, what) = KindOf(message, status);
        return new MindException(failure, $"The Codex CLI gave no answer: {what}.") { RetryAfter = RetryAfterIn(message) };
    }

    /// <summary>The failure that a program tells of which ended without saying it in its protocol.</summary>
    /// <param name="code">How it ended.</param>
    /// <param name="errors">What it complained about.</param>
    public static MindException OfEnd(int code, string errors)
    {
        if (Has(errors, "No space left on device") || Has(errors, "os error 28") || Has(errors, "database or disk is full"))
            return Unavailable("the disk of its folder is full");
        if (Has(errors, "Permission denied") || Has(errors, "Read-only file system") || Has(errors, "readonly database"))
            return Unavailable("its folder cannot be written");
        var said = code == 2
            ? "it does not understand its command line (code 2)"
            : string.Create(CultureInfo.InvariantCulture, $"it ended with code {code} before it had answered");
        return Unavailable(said);
    }

    /// <summary>Whether it says that the session to be gone on with is not there, or held by another process.</summary>
    public static bool IsLostSession(string errors) =>
        Has(errors, "thread/resume") || Has(errors, "no rollout found") || Has(errors, "empty session file")
        || Has(errors, "already has an active writer") || Has(errors, "model provider from");

    private static (MindFailure Failure, string What) KindOf(string message, int status)
    {
        if (Has(message, "context window") || Has(message, "context_length_exceeded") || Has(message, "input_too_large"))
            return (MindFailure.ContextFull, "the conversation is longer than the model can hold");
        if (Has(message, "hit your usage limit") || Has(message, "Quota exceeded") || Has(message, "insufficient_quota")
            || Has(message, "usage_limit_reached") || Has(message, "check your plan and billing")
            || Has(message, "billing_hard_limit") || Has(message, "billing_not_active"))
        {
            return (MindFailure.Quota, "the account is used up");
        }

        // After what says that the account is used up, which comes as 429 too.
        if (status == 429 || Has(message, "rate_limit") || Has(message, "Rate limit"))
            return (MindFailure.RateLimited, "too much at once");

        if (Has(message, "content_filter") || Has(message, "content_policy") || Has(message, "safety") || Has(message, "cyber_policy"))
            return (MindFailure.Safety, "the vendor's safety rules forbid it");
        if (Has(message, "max_output_tokens")) return (MindFailure.Unusable, "the answer has no end, its length was limited");
        if (Has(message, "Missing environment variable")) return (MindFailure.Refused, "there is no key");
        if (Has(message, "invalid_api_key") || Has(message, "model_not_found")
            || (Has(message, "The model ") && Has(message, "does not exist")))
        {
            return (MindFailure.Refused, "the key or the model is not accepted");
        }

        if (Has(message, "idle timeout") || Has(message, "timed out")) return (MindFailure.TimedOut, "the vendor fell silent");
        if (Has(message, "high demand")) return (MindFailure.Unavailable, "the vendor fails at the moment (5xx)");
        if (status > 0) return OfStatus(status);
        if (Has(message, "Connection failed") || Has(message, "error sending request"))
            return (MindFailure.Unavailable, "the vendor cannot be reached");
        if (Has(message, "stream disconnected")) return (MindFailure.Unavailable, "the vendor broke off");
        return (MindFailure.Unavailable, "the vendor failed in a way that is not known");
    }

    private static (MindFailure Failure, string What) OfStatus(int status)
    {
        var failure = status switch
        {
            401 or 403 or 404 => MindFailure.Refused,
            408 => MindFailure.TimedOut,
            413 => MindFailure.ContextFull,
            429 => MindFailure.RateLimited,
            // What we send is wrong: a fault of ours, or a model that does not know what is asked of it.
            >= 400 and < 500 => MindFailure.Bug,
            _ => MindFailure.Unavailable,
        };
        return (failure, string.Create(CultureInfo.InvariantCulture, $"the vendor says {status}"));
    }

    private static TimeSpan? RetryAfterIn(string message)
    {
        if (RetryIn().Match(message) is not { Success: true } match
            || !double.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return number > 86_400_000 ? null : match.Groups[2].ValueSpan is "ms" ? TimeSpan.FromMilliseconds(number)
            : number > 86_400 ? null : TimeSpan.FromSeconds(number);
    }

    private static MindException Unavailable(string what) => new(MindFailure.Unavailable, $"The Codex CLI gave no answer: {what}.");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(?<=(?:unexpected status|last status:) )[1-5][0-9]{2}(?= )")]
    private static partial Regex StatusIn();

    [GeneratedRegex("try again in ([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(ms|s)", RegexOptions.IgnoreCase)]
    private static partial Regex RetryIn();
}
