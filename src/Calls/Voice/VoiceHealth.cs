namespace YemotAi.Calls.Voice;

/// <summary>Whether a voice could speak, or an ear hear.</summary>
/// <param name="IsReady">It could.</param>
/// <param name="Detail">For the operator: a version, or what is missing and how to mend it. Never a secret.</param>
public sealed record VoiceHealth(bool IsReady, string Detail)
{
    /// <summary>It could, and there is no more to say.</summary>
    public static VoiceHealth Ready { get; } = new(true, "");
}
