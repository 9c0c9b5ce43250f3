namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>What can be expected of a call's state.</summary>
internal enum ScriptExpectation
{
    /// <summary>The line disconnected the caller.</summary>
    Ended,

    /// <summary>The caller left the dialogue and is elsewhere in the telephone system.</summary>
    Left,

    /// <summary>The call was transferred, to a number if one is given.</summary>
    Transferred,

    /// <summary>The caller is at an extension.</summary>
    At,

    /// <summary>The line waits for words.</summary>
    AskedWords,

    /// <summary>The line waits for keys.</summary>
    AskedKeys,

    /// <summary>The line waits for a recording.</summary>
    AskedRecording,
}
