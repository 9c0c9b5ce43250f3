namespace YemotAi.Calls.Flows;

/// <summary>What becomes of the caller after an answer.</summary>
public enum Leaving
{
    /// <summary>Stays: the platform comes back with a further turn.</summary>
    Stays,

    /// <summary>Leaves the extension; the call goes on elsewhere in the telephone system and may come back.</summary>
    LeavesExtension,

    /// <summary>The call is transferred to another telephone.</summary>
    Transferred,

    /// <summary>The call is ended by us.</summary>
    HangsUp,
}
