using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Checking;
using YemotAi.Simulators.Twilio;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>An operator checks a deployment from outside, and what is wrong with it is named.</summary>
public sealed class DeploymentCheckTests
{
    private const string Account = "AC0123456789abcdef0123456789abcdef";
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_with_everything_set_is_right()
    {
        await using var twilio = await TwilioSimulator.StartAsync(Account, Token);
        await using var program = await StartAsync(
            "--Twilio:AuthToken", Token, "--Twilio:AccountSid", Account, "--Twilio:PublicBaseUrl", "https://calls.test",
            "--Twilio:ApiUrl", twilio.Address.ToString(), "--Conversation:StreamLimit", "00:00:02");
        var points = await CheckAsync(program, Token);
        Assert.All(points, point => Assert.True(point.IsRight, $"{point}"));
        // The watchdog asked Twilio about the call that never opened a stream.
        Assert.NotEmpty(twilio.Requests.All);
    }

    [Fact]
    public async Task What_is_wrong_is_named_with_its_likely_cause()
    {
        await using var program = await StartAsync(
            "--Twilio:AuthToken", Token, "--Twilio:PublicBaseUrl", "https://calls.test", "--Conversation:StreamLimit", "00:00:02");
        var points = await CheckAsync(program, Token);
        Assert.Contains("REST API is not set", Assert.Single(points, point => point.IsRight == false).Detail, StringComparison.Ordinal);

        var wrong = await CheckAsync(program, "11111111111111111111111111111111");
        Assert.Contains("the auth token here is not that of the deployment", wrong.First(point => point.IsRight == false).Detail, StringComparison.Ordinal);
        Assert.Contains(wrong, point => point.IsRight == false && point.Detail.Contains("31920", StringComparison.Ordinal));
    }

    private static Task<RunningProgram> StartAsync(params string[] args) => RunningProgram.StartAsync(new ProgramSetup { Args = args });

    private static async Task<List<CheckedPoint>> CheckAsync(RunningProgram program, string token)
    {
        var settings = new TwilioLineSettings
        {
            VoiceUrl = new Uri("https://calls.test/webhook/incoming_call"), ConnectTo = program.Address, AuthToken = token, AccountSid = Account,
        };
        var points = new List<CheckedPoint>();
        await foreach (var point in new DeploymentCheck(program.Http, settings, Watchdog).RunAsync(Cancellation)) points.Add(point);
        return points;
    }
}
