using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Voice;

/// <summary>Something that the agent speaks.</summary>
/// <param name="Text">The words.</param>
/// <param name="Pace">How fast.</param>
public sealed record VoiceLine(string Text, Pace Pace = Pace.Normal);
