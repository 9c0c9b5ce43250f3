using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Anthropic;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Anthropic;

/// <summary>A mind at a simulated Anthropic.</summary>
internal sealed class AnthropicBench : MindBench
{
    private readonly ManualTime _time = new();
    private readonly List<AnthropicMind> _minds = [];
    private AnthropicSimulator _server = null!;
    private AnthropicOptions _options = null!;

    public override ITextMind Mind => _minds[0];

    public static async Task<AnthropicBench> StartAsync()
    {
        var bench = new AnthropicBench();
        bench._server = await AnthropicSimulator.StartAsync(bench.Model);
        bench._options = new AnthropicOptions
        {
            Name = "anthropic", BaseUrl = bench._server.Address.ToString(), Keys = { "sk-test" },
        };
        await bench.FreshMindAsync();
        return bench;
    }

    public override ValueTask<ITextMind> FreshMindAsync()
    {
        _minds.Add(new AnthropicMind(_options, new TestPrompt(), _time, NullLogger<AnthropicMind>.Instance));
        return ValueTask.FromResult<ITextMind>(_minds[^1]);
    }

    public override ValueTask TakeVendorAwayAsync() => _server.DisposeAsync();

    public override void LetRestEnd() => _time.Advance(TimeSpan.FromDays(1));

    public override bool HasOwnClock => true;

    public override void LetPass(TimeSpan time) => _time.Advance(time);

    public override async ValueTask DisposeAsync()
    {
        foreach (var mind in _minds) mind.Dispose();
        var rejected = _server.Rejected.All;
        await _server.DisposeAsync();
        Assert.Empty(rejected);
    }
}
