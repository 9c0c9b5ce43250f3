namespace YemotAi.Phone.Yemot;

/// <summary>Whether and when a phone sends each of its requests again.</summary>
public enum RequestRepeats
{
    /// <summary>Each request is sent once.</summary>
    None,

    /// <summary>Each request is sent again when its answer has come.</summary>
    Afterwards,

    /// <summary>Each request is sent twice at the same time.</summary>
    Together,
}
