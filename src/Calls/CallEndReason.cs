using System.Text.Json.Serialization;

namespace YemotAi.Calls;

/// <summary>Why a call is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallEndReason>))]
public enum CallEndReason
{
    /// <summary>The caller hung up.</summary>
    CallerHungUp,

    /// <summary>Our side ended it: goodbye, or a handler that hung up.</summary>
    AgentHungUp,

    /// <summary>It was handed to another telephone.</summary>
    Transferred,

    /// <summary>Nothing was heard of it for longer than the idle limit.</summary>
    Idle,
}
