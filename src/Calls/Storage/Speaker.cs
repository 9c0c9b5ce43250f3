namespace YemotAi.Calls.Storage;

/// <summary>Who speaks in a call.</summary>
public enum Speaker
{
    /// <summary>The one who called.</summary>
    Caller,

    /// <summary>The one who answered: an agent or a handler.</summary>
    Agent,
}
