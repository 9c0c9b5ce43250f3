using System.Text.Json.Serialization;
using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Voice;

/// <summary>The stream of a call has begun; its line is attached next.</summary>
/// <param name="Facts">What is known of the call, should it not be known otherwise.</param>
/// <param name="Stream">The platform's name for the stream.</param>
public sealed record LineOpened(CallFacts Facts, string Stream) : CallEvent, IBeginning
{
    /// <inheritdoc/>
    [JsonIgnore]
    public bool CanBeFirst => true;
}
