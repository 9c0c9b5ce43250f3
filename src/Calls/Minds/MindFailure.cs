using System.Text.Json.Serialization;

namespace YemotAi.Calls.Minds;

/// <summary>Why a mind gave no answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MindFailure>))]
public enum MindFailure
{
    /// <summary>The key, the account or the model is not accepted (401, 403, 404).</summary>
    Refused,

    /// <summary>The account is used up: waiting a little does not help.</summary>
    Quota,

    /// <summary>Too much at once (429): it may work again soon.</summary>
    RateLimited,

    /// <summary>It took longer than it may.</summary>
    TimedOut,

    /// <summary>It cannot be reached, broke off, or fails at the moment (5xx); or the program is missing.</summary>
    Unavailable,

    /// <summary>The conversation is longer than the model can hold.</summary>
    ContextFull,

    /// <summary>The vendor's safety rules forbid an answer.</summary>
    Safety,

    /// <summary>It answered nothing that can be said to a caller: nothing at all, only markup, or no end of it.</summary>
    Unusable,

    /// <summary>Its queue is full, or the wait for it would be longer than the caller's patience.</summary>
    Busy,

    /// <summary>It failed so often lately that it is not asked for a while.</summary>
    Resting,

    /// <summary>What the business spends a day is spent.</summary>
    OverBudget,

    /// <summary>Something that should not happen: an answer that breaks the protocol, a fault of ours.</summary>
    Bug,
}
