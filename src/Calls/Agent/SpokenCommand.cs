namespace YemotAi.Calls.Agent;

/// <summary>What a caller may tell an agent that is not for the mind.</summary>
public enum SpokenCommand
{
    /// <summary>Nothing of the kind.</summary>
    None,

    /// <summary>Begin the conversation again.</summary>
    StartAgain,

    /// <summary>Say the last thing again.</summary>
    Repeat,

    /// <summary>Speak slower.</summary>
    Slower,

    /// <summary>Answer shorter.</summary>
    Shorter,

    /// <summary>End the call.</summary>
    Goodbye,

    /// <summary>A person, please.</summary>
    Person,
}
