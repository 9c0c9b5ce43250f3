namespace YemotAi.Simulators.Models;

/// <summary>That the model calls a tool.</summary>
/// <param name="Name">Which.</param>
/// <param name="Arguments">JSON, or what a confused model writes instead.</param>
public sealed record ModelToolCall(string Name, string Arguments);
