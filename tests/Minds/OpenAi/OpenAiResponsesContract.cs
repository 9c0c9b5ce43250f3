using YemotAi.Providers.OpenAi;

namespace YemotAi.Minds.OpenAi;

/// <summary>The Responses API keeps what every mind promises.</summary>
public sealed class OpenAiResponsesContract : TextMindContract
{
    protected override async Task<MindBench> StartAsync() => await OpenAiBench.StartAsync(OpenAiInterface.Responses);
}
