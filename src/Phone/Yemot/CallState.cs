namespace YemotAi.Phone.Yemot;

/// <summary>What a simulated call is doing.</summary>
public enum CallState
{
    /// <summary>Not dialled yet.</summary>
    NotDialled,

    /// <summary>A request is under way.</summary>
    Waiting,

    /// <summary>The line has asked and waits for the caller.</summary>
    Asked,

    /// <summary>The caller has left the dialogue and is elsewhere in the telephone system.</summary>
    Left,

    /// <summary>The call was transferred.</summary>
    Transferred,

    /// <summary>The line disconnected the caller.</summary>
    Ended,

    /// <summary>The caller hung up.</summary>
    HungUp,
}
