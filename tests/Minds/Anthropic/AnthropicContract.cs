namespace YemotAi.Minds.Anthropic;

/// <summary>The Messages API keeps what every mind promises.</summary>
public sealed class AnthropicContract : TextMindContract
{
    protected override async Task<MindBench> StartAsync() => await AnthropicBench.StartAsync();
}
