namespace YemotAi.SpeechCorpus;

/// <summary>What is really in a frame, by the energy of the clean speech.</summary>
public enum FrameTruth
{
    /// <summary>Nobody speaks.</summary>
    Silence,

    /// <summary>Somebody speaks.</summary>
    Voice,

    /// <summary>A gap inside or just beside speech, where both answers are right.</summary>
    Either,
}
