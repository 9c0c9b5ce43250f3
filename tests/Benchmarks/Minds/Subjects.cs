using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Business.Answers;
using YemotAi.Business.Profiles;
using YemotAi.Calls.Minds;
using YemotAi.Phone.Yemot;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.Claude;
using YemotAi.Providers.Codex;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Providers.Codex.Exec;
using YemotAi.Providers.OpenAi;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Prompting;

namespace YemotAi.Benchmarks.Minds;

/// <summary>Makes everything that is measured, each with a folder of its own.</summary>
/// <param name="folder">Where the folders are.</param>
/// <param name="openAi">The simulated OpenAI's address.</param>
/// <param name="anthropic">The simulated Anthropic's address.</param>
/// <param name="models">The process id of the simulators, which do not count.</param>
internal sealed class Subjects(string folder, string openAi, string anthropic, int models)
{
    private const string Key = "sk-test-1";
    private const int Port = 9193;
    private static readonly int[] Quick = [25, 6, 4];
    private static readonly int[] Slow = [8, 2, 1];

    private readonly AgentPrompt _prompt = new(new BusinessKnowledge(
        BusinessProfileLoader.LoadDirectory(Path.Combine(AppContext.BaseDirectory, "businesses"))));

    private readonly ProcessLedger _ledger = new(Path.Combine(folder, "running"), NullLogger<ProcessLedger>.Instance);

    private string? _launcher;

    private static TimeProvider Time => TimeProvider.System;

    /// <summary>The Codex CLI of this machine; null where it is not.</summary>
    public static string? Codex => Tool("TEST_CODEX", "codex", "0.169.0");

    /// <summary>The Claude Code CLI of this machine; null where it is not.</summary>
    public static string? Claude => Tool("TEST_CLAUDE", "claude", "2.1.329");

    public Subject Bare()
    {
        var mind = new BareHttp(openAi, _prompt);
        return Of("bare HTTP request (the floor)", mind, Quick).Ends(() => Dispose(mind));
    }

    public Subject OpenAi()
    {
        var mind = new OpenAiMind(
            new OpenAiOptions { BaseUrl = openAi, Model = "gpt-5", Keys = { Key } }, _prompt, Time, NullLogger<OpenAiMind>.Instance);
        return Of("OpenAI (Responses)", mind, Quick).Ends(() => Dispose(mind));
    }

    public Subject Anthropic()
    {
        var mind = new AnthropicMind(
            new AnthropicOptions { BaseUrl = anthropic, Keys = { Key } }, _prompt, Time, NullLogger<AnthropicMind>.Instance);
        return Of("Anthropic", mind, Quick).Ends(() => Dispose(mind));
    }

    public Subject AppServer(string path)
    {
        var (options, home, program) = CodexAt(path, "app-server");
        var mind = new CodexAppServerMind(
            options, program, home, _prompt, _ledger, Time, NullLogger<CodexAppServerMind>.Instance);
        return Of("codex app-server", mind, Quick, programs: true, SubjectKind.Codex).Ends(() => Dispose(program)).Ends(mind.DisposeAsync);
    }

    public Subject Exec(string path)
    {
        var (options, home, program) = CodexAt(path, "exec");
        var mind = new CodexExecMind(options, program, home, _prompt, _ledger, Time, NullLogger<CodexExecMind>.Instance);
        return Of("codex exec", mind, Slow, programs: true, SubjectKind.Codex).Ends(() => Dispose(program));
    }

    public Subject ClaudeCode(string path)
    {
        var options = new ClaudeCodeOptions { Path = path, BaseUrl = anthropic, Key = Key };
        var mind = new ClaudeCodeMind(
            options, Path.Combine(folder, "claude"), _prompt, _ledger, Time, NullLogger<ClaudeCodeMind>.Instance);
        return Of("Claude Code", mind, Slow, programs: true).Ends(() => Dispose(mind));
    }

    /// <summary>The plain way: npm's launcher where it can be had, else the program itself.</summary>
    public async Task<Subject> PlainAsync(string path)
    {
        var place = Path.Combine(folder, "plain");
        Directory.CreateDirectory(place);
        var launcher = _launcher ??= await LauncherAsync(place, path);
        var mind = new PlainCodex(launcher is null ? [path] : ["node", launcher], place, _prompt);
        mind.Prepare(openAi);
        var title = launcher is null ? "peer: codex exec as it comes" : "peer: npm's codex exec as it comes";
        return Of(title, mind, Slow, programs: true, SubjectKind.Peer);
    }

    /// <summary>The whole program with one mind, as a process of its own, called by telephone.</summary>
    /// <param name="title">How the table calls it.</param>
    /// <param name="name">The mind.</param>
    /// <param name="section">Its settings' section.</param>
    /// <param name="settings">Its settings, by name and value in turn.</param>
    public async Task<Subject> LineAsync(string title, string name, string section, params string[] settings)
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var program = await ServerProcess.StartSelfAsync(
            [
                "minds-line", "--Urls", "http://127.0.0.1:" + port, "--Data", Path.Combine(folder, "line-" + name),
                "--Businesses", Path.Combine(AppContext.BaseDirectory, "businesses"),
                "--Logging:Console:LogLevel:Default", "None", "--Minds", name,
                .. settings.Chunk(2).SelectMany(setting => new[] { $"--{section}:0:{setting[0]}", setting[1] }),
            ],
            "Point a real line");
        var http = new HttpClient();
        var line = new YemotLine(http, new YemotLineSettings
        {
            Url = new Uri($"http://127.0.0.1:{port}/yemot"), AnswerLimit = TimeSpan.FromMinutes(1),
        });
        return new Subject
        {
            Title = title,
            NewCaller = number => new PhoneCaller(line, number),
            Family = new ProcessFamily(program.Id),
            Turns = Quick,
            Before = Script.Earlier.Count + 1,
            RunsPrograms = section == "Codex",
        }.Ends(program.DisposeAsync).Ends(() => Dispose(http));
    }

    /// <summary>The whole program with the app-server.</summary>
    public Task<Subject> AppServerLineAsync(string path) => LineAsync(
        "Yemot turn, codex app-server", "codex", "Codex",
        "Path", path, "Mode", "AppServer", "Model", "gpt-5", "Key", Key, "BaseUrl", openAi, "MaxAtOnce", "40");

    /// <summary>The whole program with OpenAI.</summary>
    public Task<Subject> OpenAiLineAsync() => LineAsync(
        "Yemot turn, OpenAI", "openai", "OpenAi", "Model", "gpt-5", "Keys", Key, "BaseUrl", openAi, "MaxAtOnce", "40");

    private (CodexOptions Options, CodexHome Home, CodexProgram Program) CodexAt(string path, string place)
    {
        var options = new CodexOptions { Path = path, Model = "gpt-5", Key = Key, BaseUrl = openAi };
        var home = new CodexHome(options, Path.Combine(folder, place));
        return (options, home, new CodexProgram(options, home, _ledger, Time, NullLogger<CodexProgram>.Instance));
    }

    private Subject Of(
        string title, ITextMind mind, IReadOnlyList<int> turns, bool programs = false, SubjectKind kind = SubjectKind.Alone) => new()
    {
        Title = title,
        Kind = kind,
        NewCaller = number => new MindCaller(mind, number),
        Family = new ProcessFamily(Environment.ProcessId, models),
        Turns = turns,
        RunsPrograms = programs,
    };

    private static ValueTask Dispose(IDisposable disposable)
    {
        disposable.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Tool(string variable, string name, string version)
    {
        var file = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
            ? set
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "yemotai", "tools", $"{name}-{version}", name);
        return File.Exists(file) ? file : null;
    }

    /// <summary>
    /// npm's launcher without the 300 MB program that it fetches: a link to the one that is here stands in its place, so
    /// that both ways run the same one. Null where npm is not.
    /// </summary>
    private static async Task<string?> LauncherAsync(string place, string path)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo(
                "npm", ["install", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--silent", "@openai/codex@0.169.0"])
            {
                WorkingDirectory = place,
            });
            await npm!.WaitForExitAsync();
            if (npm.ExitCode != 0) return null;
            var package = Path.Combine(place, "node_modules", "@openai", "codex");
            var programs = Path.Combine(package, "vendor", "x86_64-unknown-linux-musl", "bin");
            Directory.CreateDirectory(programs);
            File.CreateSymbolicLink(Path.Combine(programs, "codex"), path);
            return Path.Combine(package, "bin", "codex.js");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
