using System.Text.Json.Serialization;

namespace YemotAi.Calls.Minds;

/// <summary>What an agent does after it has spoken. The doing is code's, never the mind's: it only asks for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentAct>))]
public enum AgentAct
{
    /// <summary>Goes on listening.</summary>
    Continue,

    /// <summary>Waits for yes or no: whether to take a message. The text must ask for it.</summary>
    OfferMessage,

    /// <summary>Takes a message at once.</summary>
    TakeMessage,

    /// <summary>Hands the caller to a person, where the line has a number for that; otherwise offers a message.</summary>
    Transfer,

    /// <summary>Ends the call.</summary>
    HangUp,
}
