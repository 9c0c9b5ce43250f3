using System.Net;
using System.Net.Sockets;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Standalone;
using YemotAi.Hosting.Settings;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Running;

/// <summary>What keeps the program from starting is named, with what is allowed or what to do.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public static TheoryData<string, string, string> WrongSettings => new()
    {
        { "--Bogus=1", "Bogus", "KeepCallsDays" },
        { "--Yemot:Pathh=/x", "Yemot:Pathh", "Path" },
        { "--Yemot:Path=yemot", "Yemot:Path", "/yemot" },
        { "--Yemot:Secrets:0=sh0rt", "Yemot:Secrets:0", "6 to 200" },
        { "--Yemot:SecretParameter=ApiPhone", "Yemot:SecretParameter", "Api" },
        { "--Yemot:AllowedAddresses:0=300.1.1.1", "Yemot:AllowedAddresses:0", "192.0.2.0/24" },
        { "--Yemot:AllowedAddresses:0=10.1.0.0/8", "Yemot:AllowedAddresses:0", "192.0.2.0/24" },
        { "--TrustedProxies:0=10.1.0.0/8", "TrustedProxies", "10.0.0.0/8" },
        { "--TrustedProxies=0.0.0.0/0", "TrustedProxies", "those servers alone" },
        { "--MetricsFrom=everyone", "MetricsFrom", "10.0.0.0/8" },
        { "--Yemot:Language=hebrew", "Yemot:Language", "he-IL" },
        { "--Yemot:Limits:MaxTotalBytes=5", "Yemot:Limits:MaxTotalBytes", "1024" },
        { "--Calls:Patience=soon", "Calls:Patience", "00:00:07" },
        { "--Calls:Patience=00:00:00", "Calls:Patience", "00:01:00" },
        { "--Calls:MaxTurns=many", "Calls:MaxTurns", "a whole number" },
        { "--Engine:MaxActors=0", "Engine:MaxActors", "1 to" },
        { "--Storage:Readers=0", "Readers", "1 to 256" },
        { "--Store=Redis", "Store", "Sqlite, Memory" },
        { "--KeepCallsDays=-1", "KeepCallsDays", "36500" },
        { "--Urls=localhost", "Urls", "http://127.0.0.1:8080" },
        { "--Agents:0:Business=nobody", "Agents:0:Business", "example" },
        { "--Agents:0:MaxCharacters=1", "Agents:0:MaxCharacters", "40 to 800" },
        { "--Agents:0:PersonNumber=call me", "Agents:0:PersonNumber", "digits" },
        { "--Agents:0:Listen=Telepathy", "Agents:0:Listen", "Speech" },
        { "--Agents:x:Business=example", "Agents:x", "Agents:0" },
        { "--Businesses=nowhere-at-all", "Businesses", "folder" },
        { "--Minds=gpt", "Minds", "codex, claude, openai, anthropic" },
        { "--Codex:0:Name=../x", "Codex:0:Name", "letters" },
        { "--Codex:0:Mode=Fast", "Codex:0:Mode", "AppServer" },
        { "--OpenAi:0:Name=codex", "Minds", "its own" },
        { "--OpenAi:0:BaseUrl=ftp://x", "OpenAi:0:BaseUrl", "https://api.openai.com/v1" },
        { "--Anthropic:0:MaxAtOnce=0", "Anthropic:0:MaxAtOnce", "1 to" },
        { "--OpenAi:0:Account=codex", "Minds", "the same for all" },
        { "--Ladder:FailureRatio=2", "Ladder:FailureRatio", "0.01 to 1" },
        { "serve", "serve", "--Name" },
        { "--Data", "--Data", "no value" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public void A_wrong_setting_is_named_with_what_is_allowed(string wrong, string named, string allowed)
    {
        var error = Assert.Throws<SettingsException>(() => StandaloneApp.Create([$"--Data={_folder.Path}", wrong]));
        var problem = Assert.Single(error.Problems);
        Assert.Contains(named, problem, StringComparison.Ordinal);
        Assert.Contains(allowed, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sh0rt", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mind_that_is_named_twice_is_a_mistake()
    {
        var error = Assert.Throws<SettingsException>(() => StandaloneApp.Create([$"--Data={_folder.Path}", "--Minds:0=codex", "--Minds:1=codex"]));
        Assert.Contains("once", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var error = Assert.Throws<SettingsException>(() => StandaloneApp.Create(["--Bogus=1", "--Calls:MaxTurns=many", "--Store=Redis"]));
        Assert.Equal(3, error.Problems.Count);
    }

    [Fact]
    public async Task A_start_that_fails_says_why_on_the_error_output_and_ends_with_the_code_for_that()
    {
        await FailsAsync(["--Data", _folder.Path, "--Bogus", "1"], "there is no such setting");
        await FailsAsync(["--Data", _folder.Path], "Calls:Patience", environment: new() { ["YEMOTAI_Calls__Patience"] = "soon" });
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), "{ \"Urls\": \"http://127.0.0.1:0\",,, }", TestContext.Current.CancellationToken);
        await FailsAsync([], Path.Combine(_folder.Path, "appsettings.json"), folder: _folder.Path);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await FailsAsync(["--Data", _folder.Path, "--Urls", address], address);
    }

    [Fact]
    public async Task A_data_folder_that_another_program_uses_is_named()
    {
        await using var first = await RunningProgram.StartAsync(new ProgramSetup());
        await FailsAsync(["--Data", first.DataPath, "--Urls", "http://127.0.0.1:0"], first.DataPath, "Another program");
        Assert.Equal(200, (await first.GetAsync("ApiCallId=a&ApiExtension=1")).Status);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("other")]
    [InlineData("damaged")]
    public async Task A_damaged_data_file_is_named_and_left_as_it_is(string how)
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup());
        for (var i = 0; i < 50; i++) await program.GetAsync($"ApiCallId=call{i}&ApiExtension=1");
        await program.CloseAsync();
        var file = Path.Combine(program.DataPath, "yemotai.db");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        switch (how)
        {
            case "empty":
                bytes = [];
                break;
            case "cut":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "other":
                bytes = "not a database at all, but long enough to be taken for one if nobody looks".PadRight(5_000).Select(sign => (byte)sign).ToArray();
                break;
            default:
                new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 4, bytes.Length / 2));
                break;
        }

        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        await FailsAsync(["--Data", program.DataPath, "--Urls", "http://127.0.0.1:0"], file);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_start_that_failed_leaves_the_data_folder_free()
    {
        Assert.Throws<SettingsException>(() => StandaloneApp.Create([$"--Data={_folder.Path}", "--Businesses=nowhere-at-all"]));
        await using var app = StandaloneApp.Create([$"--Data={_folder.Path}", "--Logging:LogLevel:Default=None"]);
    }

    [Fact]
    public async Task A_good_start_says_where_it_listens_and_what_to_try_and_is_healthy()
    {
        await using var program = ChildProgram.Start("YemotAi.Standalone.dll", ["--Data", _folder.Path, "--Urls", "http://127.0.0.1:0"], folder: _folder.Path);
        var address = await program.WhenListeningAsync();
        using var http = new HttpClient();
        Assert.Equal("ok", await http.GetStringAsync(new Uri(address, "healthz"), TestContext.Current.CancellationToken));
        Assert.Contains(new Uri(address, "yemot").ToString(), program.Output, StringComparison.Ordinal);
        // It says more than where it listens.
        await Polling.UntilAsync("it has said all", () => program.Output.Contains("src/Phone", StringComparison.Ordinal));
        Assert.Contains("needs no key", program.Output, StringComparison.Ordinal);
        Assert.Equal("", program.Errors);
    }

    private async Task FailsAsync(
        string[] args, string named, string also = "cannot start", Dictionary<string, string>? environment = null, string? folder = null)
    {
        await using var program = ChildProgram.Start("YemotAi.Standalone.dll", args, environment, folder ?? _folder.Path);
        Assert.Equal(StandaloneProgram.CannotStart, await Waiting.For("the program ends", program.WhenEndedAsync()));
        Assert.Contains(named, program.Errors, StringComparison.Ordinal);
        Assert.Contains(also, program.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Errors, StringComparison.Ordinal);
    }
}
