namespace YemotAi.Phone.Twilio;

/// <summary>What a call is doing.</summary>
public enum TwilioCallState
{
    /// <summary>It was not dialled yet.</summary>
    NotDialled,

    /// <summary>It goes on.</summary>
    InProgress,

    /// <summary>The line ended it: it hung up, or nothing was left to do.</summary>
    EndedByLine,

    /// <summary>The caller hung up.</summary>
    HungUp,

    /// <summary>The line did not take it.</summary>
    Rejected,

    /// <summary>It failed: the line gave no document that Twilio carries out, and the caller heard an error.</summary>
    Failed,
}
