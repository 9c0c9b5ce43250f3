namespace YemotAi.Calls.Minds;

/// <summary>By what a mind finds the conversation again.</summary>
/// <param name="Mind">Which mind.</param>
/// <param name="Id">What it gave as <see cref="MindReply.Session"/>; means something only to itself.</param>
public sealed record MindSession(string Mind, string Id);
