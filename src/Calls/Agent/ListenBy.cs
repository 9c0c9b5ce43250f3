namespace YemotAi.Calls.Agent;

/// <summary>By what an agent takes in what a caller says.</summary>
public enum ListenBy
{
    /// <summary>The platform's recognition of short speech; the caller may key instead.</summary>
    Speech,

    /// <summary>The platform's recognition of longer speech; no keys.</summary>
    LongSpeech,

    /// <summary>A recording, ended by a key.</summary>
    Recording,
}
