using System.Text.Json.Serialization;
using YemotAi.Calls.Actors;

namespace YemotAi.Calls;

/// <summary>The platform asks what to do next: on entry, and after each thing that the caller said or keyed.</summary>
public sealed record CallTurn : CallEvent, IBeginning
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

    /// <summary>A request that brings no values answers no question: with it a call comes in.</summary>
    [JsonIgnore]
    public bool CanBeFirst => Values.Count == 0;
}
