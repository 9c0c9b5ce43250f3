namespace YemotAi.Calls.Agent;

/// <summary>
/// What an agent says by itself, apart from what a mind answers. The texts are in <c>Phrases/phrases.he.json</c>.
/// </summary>
public sealed record AgentPhrases
{
    private static readonly Lazy<AgentPhrases> Built = new(() => AgentResource.Read<AgentPhrases>("phrases.he.json"));

    /// <summary>The Hebrew ones.</summary>
    public static AgentPhrases Hebrew => Built.Value;

    /// <summary>Those that are always the same words.</summary>
    internal IEnumerable<string> Fixed => typeof(AgentPhrases).GetProperties()
        .Where(property => property.PropertyType == typeof(string))
        .Select(property => (string)property.GetValue(this)!)
        .Where(text => !text.Contains('{', StringComparison.Ordinal));

    /// <summary>The first words; <c>{name}</c> is the business's name.</summary>
    public required string Opening { get; init; }

    /// <summary>The first words where no name is known.</summary>
    public required string OpeningWithoutName { get; init; }

    /// <summary>After "start again".</summary>
    public required string OpeningAgain { get; init; }

    /// <summary>After the first silence; <c>{topics}</c> is what can be asked about.</summary>
    public required string Help { get; init; }

    /// <summary>After the first recording in which nothing was said, or that could not be transcribed.</summary>
    public required string SayAgain { get; init; }

    /// <summary>After the second recording that could not be transcribed, before a message is asked for.</summary>
    public required string CannotHear { get; init; }

    /// <summary>After the second silence, before hanging up.</summary>
    public required string SilentGoodbye { get; init; }

    /// <summary>After the caller's goodbye.</summary>
    public required string Goodbye { get; init; }

    /// <summary>Before a transfer.</summary>
    public required string Transferring { get; init; }

    /// <summary>A person was asked for and there is none; offers a message.</summary>
    public required string NoPerson { get; init; }

    /// <summary>The mind did not answer in time; offers a message.</summary>
    public required string MindLate { get; init; }

    /// <summary>Offers a message when a mind wants one offered and says nothing itself.</summary>
    public required string OfferMessage { get; init; }

    /// <summary>After a part of a long answer: whether to go on with it.</summary>
    public required string ShallIGoOn { get; init; }

    /// <summary>The caller does not want to hear the rest.</summary>
    public required string NotGoingOn { get; init; }

    /// <summary>Neither yes nor no was understood.</summary>
    public required string OfferAgain { get; init; }

    /// <summary>The same where the caller cannot key.</summary>
    public required string OfferAgainSpoken { get; init; }

    /// <summary>The caller does not want to leave a message.</summary>
    public required string NoMessageThen { get; init; }

    /// <summary>Asks for the message.</summary>
    public required string AskMessage { get; init; }

    /// <summary>Asks once more.</summary>
    public required string AskMessageAgain { get; init; }

    /// <summary>Asks where to call back when the caller's number is withheld.</summary>
    public required string AskNumber { get; init; }

    /// <summary>The message is kept; said only when it is.</summary>
    public required string MessageKept { get; init; }

    /// <summary>Nothing was said for a message.</summary>
    public required string MessageNotHeard { get; init; }

    /// <summary>The message could not be kept.</summary>
    public required string MessageNotKept { get; init; }

    /// <summary>The call reached its limit of turns or minutes.</summary>
    public required string LimitReached { get; init; }
}
