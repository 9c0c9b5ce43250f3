using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.OpenAi;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.OpenAi;

/// <summary>A mind at a simulated OpenAI.</summary>
internal sealed class OpenAiBench : MindBench
{
    private readonly ManualTime _time = new();
    private readonly List<OpenAiMind> _minds = [];
    private OpenAiSimulator _server = null!;
    private OpenAiOptions _options = null!;

    public override ITextMind Mind => _minds[0];

    public static async Task<OpenAiBench> StartAsync(OpenAiInterface api)
    {
        var bench = new OpenAiBench();
        bench._server = await OpenAiSimulator.StartAsync(bench.Model);
        bench._options = new OpenAiOptions
        {
            Name = "openai", BaseUrl = bench._server.Address.ToString(), Api = api, Keys = { "sk-test" },
        };
        await bench.FreshMindAsync();
        return bench;
    }

    public override ValueTask<ITextMind> FreshMindAsync()
    {
        _minds.Add(new OpenAiMind(_options, new TestPrompt(), _time, NullLogger<OpenAiMind>.Instance));
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
