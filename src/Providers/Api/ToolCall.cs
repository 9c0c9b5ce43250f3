namespace YemotAi.Providers.Api;

/// <summary>That a model calls a tool.</summary>
/// <param name="Id">By what the vendor knows this call.</param>
/// <param name="Tool">The tool's name, as the model wrote it.</param>
/// <param name="Arguments">What should be a JSON object.</param>
internal sealed record ToolCall(string Id, string Tool, string Arguments);
