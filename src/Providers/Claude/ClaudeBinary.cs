namespace YemotAi.Providers.Claude;

/// <summary>A Claude Code CLI that was found and says its version.</summary>
/// <param name="Path">The native program's file.</param>
/// <param name="Version">Its version, three numbers.</param>
internal sealed record ClaudeBinary(string Path, Version Version);
