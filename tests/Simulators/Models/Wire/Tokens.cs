namespace YemotAi.Simulators.Models.Wire;

/// <summary>
/// Counts tokens as these simulators do: one for every four UTF-16 code units begun. It is near the truth for English
/// and about half of the truth for Hebrew; what matters is that it grows with the text and is the same every time.
/// </summary>
internal static class Tokens
{
    /// <summary>Of one text.</summary>
    public static int Of(string text) => (text.Length + 3) / 4;

    /// <summary>Of texts.</summary>
    public static int Of(IEnumerable<string> texts) => texts.Sum(Of);
}
