using YemotAi.Providers.OpenAi;

namespace YemotAi.Minds.OpenAi;

/// <summary>Chat completions keep what every mind promises.</summary>
public sealed class OpenAiChatContract : TextMindContract
{
    protected override async Task<MindBench> StartAsync() => await OpenAiBench.StartAsync(OpenAiInterface.Chat);
}
