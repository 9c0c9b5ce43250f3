using System.Globalization;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Claude;

/// <summary>Tells from what the Claude Code CLI says which kind of failure it was.</summary>
/// <remarks>
/// Its words may hold what the vendor sent, so none of them goes into a message of ours. It says the vendor's status, but
/// not after how long the vendor wants to be asked again.
/// </remarks>
internal static class ClaudeErrors
{
    /// <summary>The failure of a turn whose result is an error.</summary>
    /// <param name="status">The vendor's status; 0 for none.</param>
    /// <param name="ending">Its <c>terminal_reason</c>.</param>
    /// <param name="said">Its words.</param>
    public static MindException Of(int status, string ending, string said)
    {
        var (failure, what) = KindOf(status, ending, said);
        return Failed(failure, what);
    }

    /// <summary>The failure of a program that ended without a result.</summary>
    /// <param name="code">How it ended.</param>
    /// <param name="errors">What it complained about.</param>
    public static MindException OfEnd(int code, string errors)
    {
        if (Has(errors, "ENOSPC") || Has(errors, "no space left"))
            return Failed(MindFailure.Unavailable, "the disk of its folder is full");
        if (Has(errors, "EACCES") || Has(errors, "EPERM") || Has(errors, "EROFS"))
            return Failed(MindFailure.Unavailable, "its folder cannot be written");
        return Failed(
            MindFailure.Unavailable, string.Create(CultureInfo.InvariantCulture, $"it ended with code {code} before it had answered"));
    }

    /// <summary>An answer that the vendor stopped: <c>stop_reason</c> says why. Null for a reason that is none to fail.</summary>
    public static MindException? OfStop(string reason) => reason switch
    {
        "refusal" => Failed(MindFailure.Safety, "the vendor's safety rules forbid it"),
        "max_tokens" => Failed(MindFailure.Unusable, "the answer has no end, its length was limited"),
        "model_context_window_exceeded" => Failed(MindFailure.ContextFull, "the conversation is longer than the model can hold"),
        _ => null,
    };

    /// <summary>Whether it says that the session to be gone on with is not there.</summary>
    public static bool IsLostSession(string said) => Has(said, "No conversation found") || Has(said, "already in use");

    /// <summary>A failure in words of ours.</summary>
    public static MindException Failed(MindFailure failure, string what) => new(failure, $"The Claude Code CLI gave no answer: {what}.");

    private static (MindFailure Failure, string What) KindOf(int status, string ending, string said)
    {
        if (ending == "prompt_too_long" || Has(said, "prompt is too long") || Has(said, "context limit") || Has(said, "context window"))
            return (MindFailure.ContextFull, "the conversation is longer than the model can hold");
        if (Has(said, "credit balance") || Has(said, "usage limit") || Has(said, "billing"))
            return (MindFailure.Quota, "the account is used up");
        if (Has(said, "content filtering") || Has(said, "can't help with this") || Has(said, "Usage Policy"))
            return (MindFailure.Safety, "the vendor's safety rules forbid it");
        if (Has(said, "output token maximum")) return (MindFailure.Unusable, "the answer has no end, its length was limited");
        if (status > 0) return OfStatus(status);
        if (Has(said, "Not logged in") || Has(said, "/login") || Has(said, "API key"))
            return (MindFailure.Refused, "there is no key, or it is not accepted");
        if (Has(said, "timed out") || Has(said, "timeout")) return (MindFailure.TimedOut, "the vendor fell silent");
        if (Has(said, "refused") || Has(said, "connect")) return (MindFailure.Unavailable, "the vendor cannot be reached, or broke off");
        return (MindFailure.Unavailable, "the vendor failed in a way that is not known");
    }

    private static (MindFailure Failure, string What) OfStatus(int status)
    {
        var failure = status switch
        {
            401 or 403 or 404 or 405 => MindFailure.Refused,
            402 => MindFailure.Quota,
            408 => MindFailure.TimedOut,
            413 => MindFailure.ContextFull,
            429 => MindFailure.RateLimited,
            // What we send is wrong: a fault of ours, or a model that does not know what is asked of it.
            >= 400 and < 500 and not 409 => MindFailure.Bug,
            _ => MindFailure.Unavailable,
        };
        return (failure, string.Create(CultureInfo.InvariantCulture, $"the vendor says {status}"));
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
