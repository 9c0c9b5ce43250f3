namespace YemotAi.Simulators.Models;

/// <summary>One message of a conversation, as a model got it.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">Its text.</param>
public sealed record ModelMessage(string Role, string Text);
