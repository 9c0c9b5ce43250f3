using System.Text.Json;

namespace YemotAi.Calls.Minds;

/// <summary>Something of ours that a model may call while it answers.</summary>
/// <param name="Name">Letters, digits and underscores, at most 64.</param>
/// <param name="Description">When to call it and what it gives, for the model.</param>
/// <param name="Parameters">
/// A JSON schema of an object: every property required, <c>additionalProperties</c> false, as the strictest vendor
/// wants it.
/// </param>
/// <param name="Run">
/// The doing. The arguments come from a model: nothing in them is to be trusted. What it throws, the model hears as
/// "it failed", without the message. May run on any thread, and again when an answer is begun anew.
/// </param>
public sealed record MindTool(
    string Name, string Description, JsonElement Parameters, Func<JsonElement, CancellationToken, Task<string>> Run);
