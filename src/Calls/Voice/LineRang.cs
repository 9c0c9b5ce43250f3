using System.Text.Json.Serialization;
using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Voice;

/// <summary>
/// A call comes in on a line of sound, or comes back after its stream was lost: its handler begins, so that the first words
/// are ready when the stream is. The outcome is a <see cref="LineStep"/>.
/// </summary>
/// <param name="Facts">What is known of the call.</param>
public sealed record LineRang(CallFacts Facts) : CallEvent, IBeginning
{
    /// <summary>The platform plays the greeting before it opens the stream: the handler's first words are not spoken then.</summary>
    public bool GreetingFirst { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool CanBeFirst => true;
}
