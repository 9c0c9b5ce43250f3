namespace YemotAi.Phone.Yemot.Answers;

/// <summary>What follows when an answer breaks a rule.</summary>
public enum RuleSeverity
{
    /// <summary>The answer may work, but a real line has been seen to stumble over it.</summary>
    Warning,

    /// <summary>Yemot rejects the whole answer: the caller hears M1607 and leaves the extension.</summary>
    Error,
}
