namespace YemotAi.Benchmarks.Minds;

/// <summary>What a subject is compared with.</summary>
internal enum SubjectKind
{
    /// <summary>Nothing: it stands for itself.</summary>
    Alone,

    /// <summary>Runs the Codex CLI, and is compared with the peer.</summary>
    Codex,

    /// <summary>The peer.</summary>
    Peer,
}
