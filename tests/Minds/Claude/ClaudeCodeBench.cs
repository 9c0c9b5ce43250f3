using System.Text.Json;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Claude;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Tools;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Claude;

/// <summary>A mind by the Claude Code CLI in a folder of its own, and the simulated Anthropic behind it.</summary>
internal sealed class ClaudeCodeBench : MindBench
{
    private readonly List<ClaudeCodeMind> _minds = [];
    private AnthropicSimulator? _vendor;

    private ClaudeCodeBench(string path)
    {
        Folder = Directory.CreateTempSubdirectory("yemotai-claude-").FullName;
        Options = new ClaudeCodeOptions { Path = path, Key = "sk-test-0123456789" };
        Ledger = new ProcessLedger(Path.Combine(Folder, "ledger"), new Logger<ProcessLedger>(Factory));
    }

    public string Folder { get; }

    public ClaudeCodeOptions Options { get; }

    public ProcessLedger Ledger { get; }

    public LogLines Log { get; } = new();

    /// <summary>Where the homes of conversations are.</summary>
    public string Calls => Path.Combine(Folder, "data", "claude", "calls");

    /// <inheritdoc/>
    public override ITextMind Mind => _minds[0];

    /// <inheritdoc/>
    public override bool CallsTools => false;

    /// <inheritdoc/>
    public override int AtOnce => 4;

    private ILoggerFactory Factory => LoggerFactory.Create(logging => logging.AddProvider(Log));

    public static async Task<ClaudeCodeBench> StartAsync(string path)
    {
        var bench = new ClaudeCodeBench(path);
        bench._vendor = await AnthropicSimulator.StartAsync(bench.Model);
        bench.Options.BaseUrl = bench._vendor.Address.ToString();
        bench.MakeMind("data");
        return bench;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> RunningForTurns() => RunningProcesses.With("HOME=" + Folder);

    /// <inheritdoc/>
    public override ValueTask<ITextMind> FreshMindAsync() => new(MakeMind("other-data"));

    /// <summary>A mind as after a restart, with the same data folder.</summary>
    public ITextMind Restarted() => MakeMind("data");

    /// <inheritdoc/>
    public override async ValueTask TakeVendorAwayAsync()
    {
        if (_vendor is null) return;
        Assert.Empty(_vendor.Rejected.All);
        await _vendor.DisposeAsync();
        _vendor = null;
    }

    /// <inheritdoc/>
    public override ModelAnswer Acting(AgentAct act, string words) =>
        ModelAnswer.Calling("StructuredOutput", SpokenForm.Of(words, act));

    /// <inheritdoc/>
    public override IReadOnlyList<AgentAct> Offered(ModelRequest request)
    {
        if (!request.Tools.Contains("StructuredOutput")) return [];
        using var body = JsonDocument.Parse(request.Body);
        var schema = body.RootElement.GetProperty("tools")[0].GetProperty("input_schema").GetRawText();
        return [.. Enum.GetValues<AgentAct>().Where(act => act != AgentAct.Continue && schema.Contains($"\"{ActTools.NameOf(act)}\"", StringComparison.Ordinal))];
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await TakeVendorAwayAsync();
        foreach (var mind in _minds) mind.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A sweep may still be looking.
        }
    }

    private ClaudeCodeMind MakeMind(string data)
    {
        _minds.Add(new ClaudeCodeMind(
            Options, Path.Combine(Folder, data), new TestPrompt(), Ledger, TimeProvider.System, new Logger<ClaudeCodeMind>(Factory)));
        return _minds[^1];
    }
}
