namespace YemotAi.Calls.Minds;

/// <summary>Whether a mind could answer.</summary>
/// <param name="IsReady">It could.</param>
/// <param name="Detail">For the operator: a version, or what is missing and how to mend it. Never a secret.</param>
public sealed record MindHealth(bool IsReady, string Detail)
{
    /// <summary>It could, and there is no more to say.</summary>
    public static MindHealth Ready { get; } = new(true, "");
}
