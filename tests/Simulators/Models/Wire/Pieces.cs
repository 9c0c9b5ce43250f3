namespace YemotAi.Simulators.Models.Wire;

/// <summary>Cuts the arguments of a tool's call, so that a client must put them together.</summary>
internal static class Pieces
{
    /// <summary>A text in two pieces, or in one where it is too short.</summary>
    public static string[] Halves(string text) => text.Length < 2 ? [text] : [text[..(text.Length / 2)], text[(text.Length / 2)..]];
}
