namespace YemotAi.Simulators.Models.Wire;

/// <summary>
/// Tells words of a host program from words of a person: a coding CLI puts what it says about its surroundings into
/// messages of the user, inside of tags.
/// </summary>
internal static class HostWords
{
    private static readonly string[] Tags =
        ["environment_context", "user_instructions", "permissions instructions", "turn_aborted", "system-reminder", "skills_instructions"];

    /// <summary>Whether a message of the user is the host's.</summary>
    public static bool Are(string text)
    {
        var trimmed = text.AsSpan().Trim();
        foreach (var tag in Tags)
            if (trimmed.StartsWith($"<{tag}>", StringComparison.Ordinal) && trimmed.EndsWith($"</{tag}>", StringComparison.Ordinal))
                return true;
        return trimmed.StartsWith("# AGENTS.md instructions", StringComparison.Ordinal);
    }
}
