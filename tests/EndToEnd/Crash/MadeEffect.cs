namespace YemotAi.EndToEnd.Crash;

/// <summary>An effect of which a caller was told.</summary>
/// <param name="Said">What he had said.</param>
/// <param name="Receipt">The number that he was told.</param>
/// <param name="Broken">How often the connection broke before he was told.</param>
internal sealed record MadeEffect(string Said, string Receipt, int Broken);
