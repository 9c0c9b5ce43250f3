using System.Text.Json.Serialization;

namespace YemotAi.Calls;

/// <summary>Something that happens to a call.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$e")]
[JsonDerivedType(typeof(CallTurn), "turn")]
[JsonDerivedType(typeof(CallHungUp), "hungup")]
[JsonDerivedType(typeof(ReplyWanted), "reply")]
public abstract record CallEvent;

/// <summary>The platform asks what to do next: on entry, and after each thing that the caller said or keyed.</summary>
public sealed record CallTurn : CallEvent
{
    /// <summary>What is known of the call.</summary>
    public required CallFacts Facts { get; init; }

    /// <summary>
    /// All values collected so far, the newest of each name, without the platform's own fields and without secrets.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>
    /// What makes this request this one: equal for a repetition, different for the next turn of the same call.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The platform's own time stamp of the request, as sent; empty if it sends none.</summary>
    public string Stamp { get; init; } = "";
}

/// <summary>The caller is gone. Comes at least once or never, at any time, also for a call that nobody knows.</summary>
public sealed record CallHungUp : CallEvent
{
    /// <summary>
    /// The values collected up to then, as in <see cref="CallTurn.Values"/>: a recording that was being made may be
    /// among them.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}

/// <summary>A developer's own code wants the mind's answer to something said in this call.</summary>
/// <param name="Text">What was said.</param>
/// <param name="OperationId">The same for a repetition of the same request: it is answered once.</param>
public sealed record ReplyWanted(string Text, string OperationId) : CallEvent;
