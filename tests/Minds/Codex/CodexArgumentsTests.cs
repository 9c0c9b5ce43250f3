using Xunit;
using YemotAi.Providers.Codex;

namespace YemotAi.Minds.Codex;

/// <summary>What the Codex CLI is told, by version.</summary>
public sealed class CodexArgumentsTests : IDisposable
{
    private const string Session = "01a1fd72-0e9f-7e60-a908-fa1cf7119cfb";

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-arguments-").FullName;
    private readonly CodexOptions _options = new() { Key = "sk-secret-key", Model = "gpt-5", BaseUrl = "http://127.0.0.1:1/v1/" };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_flags_stand_before_resume_and_are_the_same_each_turn()
    {
        var first = Of("0.169.0");
        var later = Of("0.169.0", Session);
        Assert.Equal(["exec", "--json", "--skip-git-repo-check", "-s", "read-only", "-C", Home.Empty, "-m", "gpt-5"], first.Take(9));
        Assert.Equal("-", first[^1]);
        Assert.Equal([.. first.SkipLast(1), "resume", Session, "-"], later);
        Assert.DoesNotContain("--ephemeral", first);
    }

    [Theory]
    [InlineData("0.55.0")]
    [InlineData("0.66.0")]
    [InlineData("0.125.0")]
    [InlineData("0.169.0")]
    public void The_key_is_in_the_environment_and_not_on_the_command_line(string version)
    {
        Assert.DoesNotContain(Of(version), argument => argument.Contains("secret", StringComparison.Ordinal));
        var environment = CodexArguments.Environment(_options, Home, "/home");
        Assert.Equal("sk-secret-key", environment["YEMOTAI_MODEL_KEY"]);
        Assert.Equal(("/home", Home.Empty), (environment["CODEX_HOME"], environment["PATH"]));
        Assert.DoesNotContain("HOME", environment.Keys);
    }

    [Theory]
    [InlineData("0.55.0", true, false, false, false)]
    [InlineData("0.66.0", true, false, true, true)]
    [InlineData("0.81.0", true, true, true, true)]
    [InlineData("0.106.0", true, true, true, true)]
    [InlineData("0.107.0", false, true, true, true)]
    [InlineData("0.155.0", false, true, true, true)]
    [InlineData("0.156.0", false, true, true, true)]
    [InlineData("1.0.0", false, true, true, true)]
    public void A_version_is_told_what_it_knows(string version, bool oldFile, bool newFile, bool noShell, bool catalogue)
    {
        var arguments = Of(version);
        Assert.Equal(oldFile, arguments.Contains("experimental_instructions_file=\"/i.md\""));
        Assert.Equal(newFile, arguments.Contains("model_instructions_file=\"/i.md\""));
        Assert.Equal(noShell, arguments.Contains("features.shell_tool=false"));
        Assert.Equal(catalogue, arguments.Exists(argument => argument.StartsWith("model_catalog_json=", StringComparison.Ordinal)));
        Assert.Contains("tools.view_image=false", arguments);
        Assert.Contains("shell_environment_policy.inherit=\"none\"", arguments);
        Assert.Contains("project_doc_max_bytes=0", arguments);
    }

    [Fact]
    public void The_vendor_is_one_of_ours_with_few_retries()
    {
        Assert.Contains(
            "model_providers.yemotai={name=\"yemotai\",base_url=\"http://127.0.0.1:1/v1\",env_key=\"YEMOTAI_MODEL_KEY\",wire_api=\"responses\","
            + "request_max_retries=0,stream_max_retries=0,stream_idle_timeout_ms=15000}",
            Of("0.169.0"));
        Assert.Contains("features.unbounded_connection_retries=false", Of("0.169.0"));
    }

    [Fact]
    public void No_text_ends_its_quotes()
    {
        Assert.Equal("\"a\\\"b\\\\c\\u000Ad\"", CodexArguments.Toml("a\"b\\c\nd"));
        _options.BaseUrl = "http://x/\",env_key=\"HOME";
        Assert.Contains(Of("0.169.0"), argument => argument.Contains("base_url=\"http://x/\\\",env_key=\\\"HOME\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_form_of_the_answer_stands_before_resume() =>
        Assert.Equal(
            ["--output-schema", "/form.json", "resume", Session, "-"],
            CodexArguments.Exec(Binary("0.169.0"), _options, Home, "/i.md", "/form.json", Session).TakeLast(5));

    [Fact]
    public void The_catalogue_is_written_once()
    {
        var file = Of("0.169.0").Single(argument => argument.StartsWith("model_catalog_json=", StringComparison.Ordinal)).Split('"')[1];
        var written = File.GetLastWriteTimeUtc(file);
        Assert.Contains("\"slug\":\"gpt-5\"", File.ReadAllText(file), StringComparison.Ordinal);
        Of("0.169.0");
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void Right_settings_have_no_problems_and_wrong_ones_are_named()
    {
        Assert.Empty(new CodexOptions().Problems());
        foreach (var (setting, set) in new (string, Action<CodexOptions>)[]
        {
            ("Model", options => options.Model = "--last"), ("Model", options => options.Model = ""),
            ("Effort", options => options.Effort = "High!"), ("BaseUrl", options => options.BaseUrl = "ftp://x"),
            ("BaseUrl", options => options.BaseUrl = "https://user:password@x"), ("Key", options => options.Key = "a b"),
            ("Mode", options => options.Mode = (CodexMode)7), ("Retries", options => options.Retries = -1),
            ("SilenceLimit", options => options.SilenceLimit = TimeSpan.Zero), ("MaxOutputBytes", options => options.MaxOutputBytes = 1),
            ("KeepSessions", options => options.KeepSessions = TimeSpan.Zero), ("Processes", options => options.Processes = 0),
            ("MaxConversations", options => options.MaxConversations = 0),
        })
        {
            var options = new CodexOptions();
            set(options);
            Assert.StartsWith(setting, Assert.Single(options.Problems()), StringComparison.Ordinal);
        }
    }

    private CodexHome Home => new(_options, _folder);

    private static CodexBinary Binary(string version) => new("/codex", Version.Parse(version));

    private List<string> Of(string version, string? session = null) =>
        CodexArguments.Exec(Binary(version), _options, Home, "/i.md", null, session);
}
