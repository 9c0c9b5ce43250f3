using System.Diagnostics;
using System.Text.Json;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;

namespace YemotAi.Benchmarks.Minds;

/// <summary>
/// The peer: the Codex CLI as its own page says, <c>codex exec</c> and <c>codex exec resume</c> with the prompt as an
/// argument and settings as they come, a process for every turn.
/// </summary>
/// <param name="command">What is run: npm's launcher by node, or the program itself.</param>
/// <param name="folder">For its home and its work.</param>
/// <param name="prompt">The instructions, which such a use has in <c>AGENTS.md</c>.</param>
internal sealed class PlainCodex(IReadOnlyList<string> command, string folder, IAgentPrompt prompt) : ITextMind
{
    public string Name => "plain";

    private string Home => Path.Combine(folder, "home");

    private string Work => Path.Combine(folder, "work");

    /// <summary>Writes what a user of the CLI has in its home: which model, and where it is.</summary>
    public void Prepare(string baseUrl)
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Work);
        File.WriteAllText(Path.Combine(Home, "config.toml"), $"""
            model = "gpt-5"
            model_provider = "bench"

            [model_providers.bench]
            name = "bench"
            base_url = "{baseUrl}"
            env_key = "OPENAI_API_KEY"
            wire_api = "responses"

            """);
        var any = new MindRequest { Conversation = "any", Said = "", Business = "example", Now = DateTimeOffset.UnixEpoch };
        File.WriteAllText(Path.Combine(Work, "AGENTS.md"), prompt.SystemOf(any));
    }

    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        string[] arguments = request.Session is { Id: var id }
            ? ["exec", "resume", "--json", "--skip-git-repo-check", id, prompt.TurnOf(request)]
            : ["exec", "--json", "--skip-git-repo-check", prompt.RetoldTurnOf(request)];
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Work,
        };
        start.Environment["CODEX_HOME"] = Home;
        start.Environment["OPENAI_API_KEY"] = "sk-test-1";
        using var process = Process.Start(start) ?? throw new MindException(MindFailure.Unavailable, "It did not start.");
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var (session, words) = ("", "");
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            switch (json.RootElement.GetProperty("type").GetString())
            {
                case "thread.started":
                    session = json.RootElement.GetProperty("thread_id").GetString()!;
                    break;
                case "item.completed" when json.RootElement.GetProperty("item") is var item
                    && item.GetProperty("type").GetString() == "agent_message":
                    words = item.GetProperty("text").GetString()!;
                    break;
            }
        }

        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? new MindReply(words) { Session = session }
            : throw new MindException(MindFailure.Unavailable, await errors);
    }
}
