namespace YemotAi.Providers.Keyless;

/// <summary>What a caller wants who asks nothing that a business's facts could answer.</summary>
internal enum SmallTalkKind
{
    /// <summary>None of these: it is a question.</summary>
    None,

    /// <summary>Whether this is a machine.</summary>
    Robot,

    /// <summary>To leave a message.</summary>
    Message,

    /// <summary>To speak to a person.</summary>
    Person,

    /// <summary>Who is speaking.</summary>
    Who,

    /// <summary>What can be asked.</summary>
    Help,

    /// <summary>How are you.</summary>
    HowAreYou,

    /// <summary>Goodbye.</summary>
    Goodbye,

    /// <summary>Thanks.</summary>
    Thanks,

    /// <summary>A greeting.</summary>
    Hello,

    /// <summary>Yes, and no more.</summary>
    Yes,

    /// <summary>No, and no more.</summary>
    No,
}
