namespace YemotAi.Calls.Minds;

/// <summary>One earlier turn of a conversation.</summary>
/// <param name="Said">What the caller said.</param>
/// <param name="Answered">What the agent answered.</param>
public sealed record Exchange(string Said, string Answered);
