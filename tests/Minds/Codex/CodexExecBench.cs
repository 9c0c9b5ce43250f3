using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex;
using YemotAi.Providers.Codex.Exec;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Tools;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>A mind by <c>codex exec</c> with a program in a folder of its own, and the simulated OpenAI behind it.</summary>
internal sealed class CodexExecBench : MindBench
{
    private readonly List<CodexProgram> _programs = [];
    private OpenAiSimulator? _vendor;

    /// <summary>A bench with a program; start it before use.</summary>
    public CodexExecBench(string path, string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("yemotai-codex-").FullName;
        Options = new CodexOptions
        {
            Path = path,
            Mode = CodexMode.Exec,
            Model = "gpt-5",
            Key = "sk-test-0123456789",
            Home = Path.Combine(Folder, "home"),
        };
        Ledger = new ProcessLedger(Path.Combine(Folder, "ledger"), new Logger<ProcessLedger>(Factory));
    }

    public string Folder { get; }

    public CodexOptions Options { get; }

    public CodexHome Home => new(Options, Folder);

    public ProcessLedger Ledger { get; }

    public LogLines Log { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CodexProgram Program { get; private set; } = null!;

    public CodexExecMind Exec { get; private set; } = null!;

    /// <inheritdoc/>
    public override ITextMind Mind => Exec;

    /// <inheritdoc/>
    public override bool Streams => false;

    /// <inheritdoc/>
    public override bool CallsTools => false;

    /// <inheritdoc/>
    public override int AtOnce => 6;

    private ILoggerFactory Factory => LoggerFactory.Create(logging => logging.AddProvider(Log));

    public static async Task<CodexExecBench> StartAsync(string path)
    {
        var bench = new CodexExecBench(path);
        bench._vendor = await OpenAiSimulator.StartAsync(bench.Model);
        bench.Options.BaseUrl = bench._vendor.Address.ToString();
        bench.Exec = bench.MakeMind();
        return bench;
    }

    /// <summary>Starts without a vendor, for programs that ask none.</summary>
    public CodexExecBench WithoutVendor()
    {
        Options.BaseUrl = "http://127.0.0.1:9/v1";
        Exec = MakeMind();
        return this;
    }

    /// <summary>A mind as after a restart of the program, with the same folder.</summary>
    public CodexExecMind MakeMind()
    {
        Program = new CodexProgram(Options, Home, Ledger, Time, new Logger<CodexProgram>(Factory));
        _programs.Add(Program);
        return new CodexExecMind(Options, Program, Home, new TestPrompt(), Ledger, Time, new Logger<CodexExecMind>(Factory));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> RunningForTurns() => RunningProcesses.With("CODEX_HOME=" + Home.Folder);

    /// <inheritdoc/>
    public override ValueTask<ITextMind> FreshMindAsync()
    {
        Options.Home = Path.Combine(Folder, "other-home");
        return new(MakeMind());
    }

    /// <inheritdoc/>
    public override async ValueTask TakeVendorAwayAsync()
    {
        if (_vendor is not null) await _vendor.DisposeAsync();
        _vendor = null;
    }

    /// <inheritdoc/>
    public override ModelAnswer Acting(AgentAct act, string words) => ModelAnswer.Of(SpokenForm.Of(words, act));

    /// <inheritdoc/>
    public override IReadOnlyList<AgentAct> Offered(ModelRequest request) => request.Schema is { } schema
        ? [.. Enum.GetValues<AgentAct>().Where(act => act != AgentAct.Continue && schema.Contains($"\"{ActTools.NameOf(act)}\"", StringComparison.Ordinal))]
        : [];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await TakeVendorAwayAsync();
        foreach (var program in _programs) program.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A sweep may still be looking.
        }
    }
}
