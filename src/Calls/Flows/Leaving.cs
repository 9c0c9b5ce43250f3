using System.Text.Json.Serialization;

namespace YemotAi.Calls.Flows;

/// <summary>What becomes of the caller after an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Leaving>))]
public enum Leaving
{
    /// <summary>Stays: the platform comes back with a further turn.</summary>
    Stays,

    /// <summary>Leaves the extension; the call goes on elsewhere in the telephone system and may come back.</summary>
    LeavesExtension,

    /// <summary>Leaves the extension only to enter the same one at once, from its beginning.</summary>
    Restarts,

    /// <summary>The call is transferred to another telephone.</summary>
    Transferred,

    /// <summary>The call is ended by us.</summary>
    HangsUp,
}
