using System.Text.Json.Serialization;
using YemotAi.Calls.Actors;

namespace YemotAi.Calls.Minds.Admission;

/// <summary>What a provider's queue is told.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$e")]
[JsonDerivedType(typeof(Enter), "enter")]
[JsonDerivedType(typeof(Leave), "leave")]
[JsonDerivedType(typeof(Look), "look")]
public abstract record ProviderEvent : IBeginning
{
    private ProviderEvent()
    {
    }

    /// <summary>A queue stores nothing, so any event can be its first.</summary>
    [JsonIgnore]
    public bool CanBeFirst => true;

    /// <summary>
    /// Someone wants a turn with the provider. The outcome comes when it is theirs, or at once when it will not be in
    /// time. Who no longer waits cancels, and is out of the queue at once; then, as after every turn,
    /// <see cref="Leave"/> is sent, because the turn may have been given in that very moment.
    /// </summary>
    /// <param name="Ticket">Names this wish; unique.</param>
    /// <param name="Conversation">The conversation: it never has two turns at once.</param>
    /// <param name="Business">For whom: businesses are served in rotation.</param>
    /// <param name="MaxWait">How long to wait at most.</param>
    /// <param name="MaxTurn">
    /// How long the turn takes at most. One that was not left by then and a little more counts as left: its holder died.
    /// </param>
    public sealed record Enter(string Ticket, string Conversation, string Business, TimeSpan MaxWait, TimeSpan MaxTurn)
        : ProviderEvent;

    /// <summary>The turn is over, or no longer wanted. A ticket that is not known is no error.</summary>
    /// <param name="Ticket">Which.</param>
    public sealed record Leave(string Ticket) : ProviderEvent;

    /// <summary>Asks for the figures.</summary>
    public sealed record Look : ProviderEvent;
}
