using System.Text.Json;
using YemotAi.EndToEnd.Bench;
using YemotAi.Simulators.Models;

namespace YemotAi.EndToEnd.Minds;

/// <summary>A simulated vendor, and the settings by which the program takes its mind from there.</summary>
internal sealed class MindLine : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _vendors = [];

    /// <summary>What stands behind the vendor.</summary>
    public SimulatedModel Model { get; } = new();

    /// <summary>The command line that chooses the mind.</summary>
    public IReadOnlyList<string> Args { get; private set; } = [];

    /// <summary>Starts the vendor of a kind of mind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="more">Further settings of the mind, such as <c>MaxAtOnce</c>, and their values.</param>
    public static async Task<MindLine> StartAsync(MindKind kind, params (string Name, string Value)[] more)
    {
        var line = new MindLine();
        var (section, name) = kind switch
        {
            MindKind.CodexExec or MindKind.CodexAppServer => ("Codex", "codex"),
            MindKind.ClaudeCode => ("ClaudeCode", "claude"),
            MindKind.Anthropic => ("Anthropic", "anthropic"),
            _ => ("OpenAi", "openai"),
        };
        List<(string Name, string Value)> settings = kind switch
        {
            MindKind.CodexExec => [("Path", RealTools.Codex), ("Mode", "Exec"), ("Key", "sk-test-1"), ("Model", "gpt-5")],
            MindKind.CodexAppServer => [("Path", RealTools.Codex), ("Mode", "AppServer"), ("Key", "sk-test-1"), ("Model", "gpt-5")],
            MindKind.ClaudeCode => [("Path", RealTools.Claude), ("Key", "sk-ant-test-1")],
            MindKind.OpenAiChat => [("Api", "Chat"), ("Keys", "sk-test-1"), ("Model", "gpt-5")],
            MindKind.Anthropic => [("Keys", "sk-ant-test-1")],
            _ => [("Keys", "sk-test-1"), ("Model", "gpt-5")],
        };
        settings.Add(("BaseUrl", await line.StartVendorAsync(section)));
        // Far more than is needed on a busy machine: what is late is tested where the clock stands still.
        settings.AddRange([("FirstWordLimit", "00:05:00"), ("AnswerLimit", "00:05:00"), ("WaitLimit", "00:02:00")]);
        if (kind != MindKind.ClaudeCode) settings.Add(("SilenceLimit", "00:05:00"));
        settings.AddRange(more);
        var last = settings.GroupBy(setting => setting.Name).Select(group => group.Last());
        line.Args = ["--Minds", name, "--Agents:0:MindSeconds", "280", "--Calls:WorkLimit", "00:06:00", .. last.SelectMany(setting => new[] { $"--{section}:0:{setting.Name}", setting.Value })];
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var vendor in _vendors) await vendor.DisposeAsync();
    }

    /// <summary>The program with this mind.</summary>
    public Task<RunningProgram> StartProgramAsync(params string[] args) =>
        RunningProgram.StartAsync(new ProgramSetup { Args = [.. Args, .. args] });

    /// <summary>An answer as the model was asked to give it: as words, or in the form that it was given as a tool.</summary>
    /// <param name="request">What it was asked.</param>
    /// <param name="words">What it says.</param>
    /// <param name="then">What it wants done after it, in the words of the form.</param>
    public static ModelAnswer Say(ModelRequest request, string words, string then = "continue") =>
        request.Tools.Contains("StructuredOutput")
            ? ModelAnswer.Calling("StructuredOutput", JsonSerializer.Serialize(new { say = words, then }))
            : ModelAnswer.Of(words);

    /// <summary>All that a request told the model of the conversation.</summary>
    public static string Memory(ModelRequest request) => string.Join('\n', request.Messages.Select(message => message.Text));

    private async Task<string> StartVendorAsync(string section)
    {
        if (section is "Anthropic" or "ClaudeCode")
        {
            var anthropic = await AnthropicSimulator.StartAsync(Model);
            _vendors.Add(anthropic);
            return anthropic.Address.ToString();
        }

        var openAi = await OpenAiSimulator.StartAsync(Model);
        _vendors.Add(openAi);
        return openAi.Address.ToString();
    }
}
