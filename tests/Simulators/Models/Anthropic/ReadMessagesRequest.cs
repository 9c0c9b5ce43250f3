using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.Anthropic;

/// <summary>A request that Anthropic would take.</summary>
/// <param name="Request">What the model is asked.</param>
/// <param name="Streams">Whether the answer is streamed.</param>
/// <param name="Prompt">The request in the order in which the model reads it.</param>
internal sealed record ReadMessagesRequest(ModelRequest Request, bool Streams, IReadOnlyList<PromptPart> Prompt);
