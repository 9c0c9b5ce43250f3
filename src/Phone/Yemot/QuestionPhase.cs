namespace YemotAi.Phone.Yemot;

/// <summary>Where in a question the caller is.</summary>
public enum QuestionPhase
{
    /// <summary>The question itself.</summary>
    Asking,

    /// <summary>M1353: 1 confirms the entry, 2 makes it again.</summary>
    Confirming,

    /// <summary>M3345: 1 listens, 2 or # accepts the recording, 3 makes it again, 4 goes on recording.</summary>
    RecordMenu,
}
