using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Codex;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Providers.Processes;
using YemotAi.Simulators.Models;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>A mind by <c>codex app-server</c> with a program in a folder of its own, and the simulated OpenAI behind it.</summary>
internal sealed class AppServerBench : MindBench
{
    private readonly List<CodexAppServerMind> _minds = [];
    private readonly List<CodexProgram> _programs = [];
    private readonly ILoggerFactory _logs;
    private OpenAiSimulator? _vendor;

    private AppServerBench(string path, AppServerLimits? limits, int processes)
    {
        Folder = Directory.CreateTempSubdirectory("yemotai-codex-").FullName;
        Limits = limits ?? Patient;
        Options = new CodexOptions
        {
            Path = path,
            Mode = CodexMode.AppServer,
            Model = "gpt-5",
            Key = "sk-test-0123456789",
            Home = Path.Combine(Folder, "home"),
            Processes = processes,
        };
        _logs = LoggerFactory.Create(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug));
        Ledger = new ProcessLedger(Path.Combine(Folder, "ledger"), new Logger<ProcessLedger>(_logs));
    }

    /// <summary>
    /// The limits of a test that is not about them: far more time than anything takes on a loaded machine, where forty
    /// conversations begin at once, and more than any of these tests moves its clock while something is asked.
    /// </summary>
    public static AppServerLimits Patient { get; } = new()
    {
        Start = TimeSpan.FromMinutes(10), Request = TimeSpan.FromMinutes(10), Interrupt = TimeSpan.FromMinutes(10),
    };

    public string Folder { get; }

    public CodexOptions Options { get; }

    public AppServerLimits Limits { get; }

    public ProcessLedger Ledger { get; }

    public LogLines Log { get; } = new();

    public CodexAppServerMind AppServer { get; private set; } = null!;

    /// <inheritdoc/>
    public override ITextMind Mind => AppServer;

    /// <inheritdoc/>
    public override int AtOnce => 40;

    public static async Task<AppServerBench> StartAsync(
        string path, AppServerLimits? limits = null, int processes = 2, TimeProvider? time = null)
    {
        var bench = new AppServerBench(path, limits, processes);
        bench._vendor = await OpenAiSimulator.StartAsync(bench.Model);
        bench.Options.BaseUrl = bench._vendor.Address.ToString();
        bench.AppServer = bench.MakeMind(bench.Options, time);
        return bench;
    }

    /// <summary>A mind as after a restart of the program, or on another machine.</summary>
    public CodexAppServerMind MakeMind(CodexOptions options, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var home = new CodexHome(options, Folder);
        var program = new CodexProgram(options, home, Ledger, clock, new Logger<CodexProgram>(_logs));
        var mind = new CodexAppServerMind(
            options, program, home, new TestPrompt(), Ledger, clock, new Logger<CodexAppServerMind>(_logs), Limits);
        _programs.Add(program);
        _minds.Add(mind);
        return mind;
    }

    /// <summary>The processes of this bench that run now.</summary>
    public IReadOnlyCollection<int> Running() => RunningProcesses.With("CODEX_HOME=" + Options.Home);

    /// <inheritdoc/>
    public override ValueTask<ITextMind> FreshMindAsync()
    {
        var options = new CodexOptions
        {
            Path = Options.Path,
            Model = Options.Model,
            Key = Options.Key,
            BaseUrl = Options.BaseUrl,
            Home = Path.Combine(Folder, "other-home"),
            Processes = 1,
        };
        return new(MakeMind(options));
    }

    /// <inheritdoc/>
    public override async ValueTask TakeVendorAwayAsync()
    {
        if (_vendor is not null) await _vendor.DisposeAsync();
        _vendor = null;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var mind in _minds) await mind.DisposeAsync();
        foreach (var program in _programs) program.Dispose();
        await TakeVendorAwayAsync();
        _logs.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
