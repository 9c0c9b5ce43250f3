namespace YemotAi.Calls.Minds;

/// <summary>An answer found in a business's own facts.</summary>
/// <param name="Text">The words to say.</param>
/// <param name="Confidence">How well it fits the question, 0 to 1.</param>
public sealed record KnownAnswer(string Text, double Confidence);
