namespace YemotAi.Calls.Voice;

/// <summary>What a caller waited for between the end of their words and the first sound of the answer to them.</summary>
/// <param name="Recognition">From the end of what was said to its words; zero for keys.</param>
/// <param name="Thinking">From then to the first words of the answer.</param>
/// <param name="Synthesis">From the answer's words to their first sound; zero where it was kept from before.</param>
/// <param name="Total">
/// From the caller's last sound to the answer's first. More than the sum of the others: it begins with the silence that tells
/// that the caller has finished, and has a breath before the answer.
/// </param>
internal readonly record struct TurnTimes(TimeSpan Recognition, TimeSpan Thinking, TimeSpan Synthesis, TimeSpan Total);
