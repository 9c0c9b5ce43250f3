using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Phone;

namespace YemotAi.Unit.Phone;

public sealed class PhoneCommandLineTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phone").FullName;
    private readonly WebApplication _line = BuildLine();
    private string _answer = "read=t-שלום=a,no,voice";
    private string _seen = "";

    public async ValueTask InitializeAsync()
    {
        _line.Urls.Add("http://127.0.0.1:0");
        _line.Map("/yemot", (HttpRequest request) =>
        {
            if (request.Query["hangup"] != "yes") _seen = request.QueryString.Value ?? "";
            return Results.Text(_answer, "text/plain; charset=utf-8");
        });
        await _line.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("hear שלום", "", PhoneExitCode.Fulfilled)]
    [InlineData("hear ערב טוב", "", PhoneExitCode.ExpectationFailed)]
    [InlineData("hear שלום", "id_list_message=t-", PhoneExitCode.RuleBroken)]
    [InlineData("say a\nsay b", "", PhoneExitCode.Fulfilled)]
    [InlineData("whistle", "", PhoneExitCode.Usage)]
    public async Task A_scripts_outcome_is_the_exit_code(string steps, string answer, PhoneExitCode code)
    {
        if (answer.Length > 0) _answer = answer;

        Assert.Equal((int)code, await RunAsync("--script", await ScriptAsync(steps)));
    }

    [Fact]
    public async Task Warnings_fail_a_script_only_when_wanted()
    {
        var script = await ScriptAsync("say a");

        Assert.Equal((int)PhoneExitCode.Fulfilled, await RunAsync("--script", script));
        Assert.Equal((int)PhoneExitCode.RuleBroken, await RunAsync("--script", script, "--strict"));
    }

    [Fact]
    public async Task Options_reach_the_line()
    {
        await RunAsync(
            "--script", await ScriptAsync("hear שלום"), "--from", "0521111111", "--did", "0772222222", "--real-did", "0773333333",
            "--extension", "4/2", "--secret", "s", "--add", "shop=7", "--value", "first=1", "--no-send", "ApiTime", "--no-send", "ApiCallId", "ApiYFCallId",
            "--login", "9", "--login-name", "n", "--repeat-requests", "--timeout", "30");

        Assert.Equal(
            "?ApiPhone=0521111111&ApiDID=0772222222&ApiRealDID=0773333333&ApiExtension=4%2F2&ApiEnterID=9&ApiEnterIDName=n&shop=7&secret=s&first=1",
            _seen);
    }

    [Fact]
    public async Task A_line_that_cannot_be_reached_has_an_exit_code_of_its_own()
    {
        await _line.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((int)PhoneExitCode.NoAnswer, await RunAsync("--script", await ScriptAsync("hear שלום")));
    }

    [Theory]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "soon")]
    [InlineData("--add", "novalue")]
    [InlineData("--add", "ApiPhone=1")]
    [InlineData("--end-goto", "/1/")]
    [InlineData("--repeat-requests", "sometimes")]
    [InlineData("--script", "no-such-file.txt")]
    [InlineData("--unknown", "x")]
    public async Task Wrong_usage_has_an_exit_code_of_its_own(string option, string value)
    {
        Assert.Equal((int)PhoneExitCode.Usage, await RunAsync(option, value));
    }

    [Theory]
    [InlineData("ftp://line.test/")]
    [InlineData("line.test")]
    public async Task An_address_that_is_not_HTTP_is_wrong_usage(string address)
    {
        Assert.Equal((int)PhoneExitCode.Usage, await PhoneCommandLine.RunAsync(["yemot", "--url", address]));
    }

    private static WebApplication BuildLine()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private Task<int> RunAsync(params string[] options) =>
        PhoneCommandLine.RunAsync(["yemot", "--url", $"{_line.Urls.First()}/yemot", .. options]);

    private async Task<string> ScriptAsync(string steps)
    {
        var path = Path.Combine(_folder, "script.txt");
        await File.WriteAllTextAsync(path, "dial\n" + steps, TestContext.Current.CancellationToken);
        return path;
    }
}
