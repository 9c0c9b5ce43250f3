using Xunit;
using YemotAi.Providers.Claude;

namespace YemotAi.Minds.Claude;

/// <summary>What the Claude Code CLI is told on its command line, by its environment and on its input.</summary>
public sealed class ClaudeArgumentsTests
{
    private const string Session = "1f0c2c1e-0000-4000-8000-000000000001";

    private static readonly ClaudeCodeOptions Options = new() { Key = "sk-secret-0123456789", BaseUrl = "http://127.0.0.1:9/" };

    [Fact]
    public void A_first_turn_names_its_session_and_a_later_one_goes_on_with_it()
    {
        var first = ClaudeArguments.Turn(Options, "/i.md", null, Session, resumes: false);
        var later = ClaudeArguments.Turn(Options, "/i.md", null, Session, resumes: true);
        Assert.Equal(["--session-id", Session], first[^2..]);
        Assert.Equal(["--resume", Session], later[^2..]);
        Assert.Equal(first[..^2], later[..^2]);
    }

    [Fact]
    public void It_has_no_tools_and_nothing_of_the_machines_settings()
    {
        var arguments = ClaudeArguments.Turn(Options, "/i.md", null, Session, resumes: false);
        Assert.Contains("--bare", arguments);
        Assert.Equal("", arguments[arguments.IndexOf("--tools") + 1]);
        Assert.Equal("", arguments[arguments.IndexOf("--setting-sources") + 1]);
        Assert.Contains("--strict-mcp-config", arguments);
        Assert.Contains("--disable-slash-commands", arguments);
        Assert.DoesNotContain("--json-schema", arguments);
    }

    [Fact]
    public void The_key_is_in_the_environment_and_not_on_the_command_line()
    {
        var home = new ClaudeHome(Options, "/data");
        var environment = ClaudeArguments.Environment(Options, home, "/data/claude/calls/x");
        Assert.Equal(Options.Key, environment["ANTHROPIC_API_KEY"]);
        Assert.Equal("http://127.0.0.1:9", environment["ANTHROPIC_BASE_URL"]);
        Assert.Equal("/data/claude/calls/x", environment["HOME"]);
        Assert.Equal("0", environment["CLAUDE_CODE_MAX_RETRIES"]);
        Assert.All(ClaudeArguments.Turn(Options, "/i.md", "{}", Session, resumes: false), one => Assert.DoesNotContain(Options.Key, one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("שלום", new[] { "שלום" })]
    [InlineData("a / b\n\"c\"", new[] { "a / b\n\"c\"" })]
    [InlineData("/help me", new[] { "/", "help me" })]
    [InlineData(" \n/help", new[] { " \n/", "help" })]
    [InlineData("/", new[] { "/" })]
    [InlineData("", new[] { "" })]
    public void Words_are_one_line_and_no_command(string words, string[] texts)
    {
        var line = ClaudeWords.Line(words);
        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        using var json = System.Text.Json.JsonDocument.Parse(line);
        var content = json.RootElement.GetProperty("message").GetProperty("content").EnumerateArray();
        Assert.Equal(texts, content.Select(text => text.GetProperty("text").GetString()));
    }

    [Fact]
    public void Its_settings_are_right_as_they_are() => Assert.Empty(new ClaudeCodeOptions().Problems());

    [Fact]
    public void Settings_that_cannot_be_are_named()
    {
        var wrong = new ClaudeCodeOptions
        {
            Model = "--help", Effort = "much", BaseUrl = "ftp://x", Key = "a b", Retries = 9, MaxOutputTokens = 1, MaxOutputBytes = 1,
            KeepSessions = TimeSpan.Zero,
        };
        var problems = wrong.Problems().ToList();
        foreach (var name in new[] { "Model", "Effort", "BaseUrl", "Key", "Retries", "MaxOutputTokens", "MaxOutputBytes", "KeepSessions" })
            Assert.Single(problems, problem => problem.StartsWith(name + " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2.1.329 (Claude Code)", "2.1.329")]
    [InlineData("2.2.0-beta.1 (Claude Code)", "2.2.0")]
    [InlineData("codex-cli 0.169.0", null)]
    [InlineData("x (Claude Code)", null)]
    [InlineData("2.1 (Claude Code)", null)]
    [InlineData("", null)]
    public void Its_version_is_read(string line, string? version) => Assert.Equal(version, ClaudeProgram.VersionIn(line)?.ToString());
}
