using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>A request that OpenAI would take.</summary>
/// <param name="Request">What the model is asked.</param>
/// <param name="Streams">Whether the answer is streamed.</param>
/// <param name="WithUsage">Whether the streamed answer of chat completions ends with the usage.</param>
/// <param name="Body">The body.</param>
/// <param name="Prompt">The request in the order in which the model reads it.</param>
/// <param name="CacheKey">The key of the cache; null where caching was not asked for.</param>
internal sealed record ReadOpenAiRequest(
    ModelRequest Request, bool Streams, bool WithUsage, OpenAiField Body, IReadOnlyList<PromptPart> Prompt, string? CacheKey);
