using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Simulators.Twilio;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>A call whose stream falls silent ends with a message and not in silence.</summary>
public sealed class WatchdogTests
{
    private const string Account = "AC0123456789abcdef0123456789abcdef";
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_platform_takes_a_message_which_is_kept_with_its_words()
    {
        await using var twilio = await TwilioSimulator.StartAsync(Account, Token);
        await using var line = await SpokenLine.StartAsync(
            // Twice: a hang-up that comes while it is kept has it recognised once more.
            ["תתקשרו אליי מחר", "תתקשרו אליי מחר"],
            new ProgramSetup
            {
                Args =
                [
                    "--Twilio:AuthToken", Token, "--Twilio:AccountSid", Account, "--Twilio:PublicBaseUrl", "https://calls.test",
                    "--Twilio:ApiUrl", twilio.Address.ToString(), "--Conversation:StreamLimit", "00:00:10",
                    // A socket without sound is not given up before the call is.
                    "--TwilioMedia:SilenceLimit", "00:01:00",
                ],
            },
            settings => settings with { AuthToken = Token, AccountSid = Account },
            publicUrl: "https://calls.test");
        var call = line.NewCall();
        twilio.Know(new SimulatedCall { Sid = call.CallSid });
        twilio.OnUpdate = update =>
        {
            call.Update(update.LastUpdate!["Twiml"]);
            return Task.CompletedTask;
        };
        line.OnRecording = recording =>
        {
            // Twilio has it a little later.
            twilio.Keep(recording.Sid, recording.ToWave(), missingFor: 2);
            return Task.CompletedTask;
        };
        await Waiting.For("the line answers", call.DialAsync(Cancellation));
        await Waiting.For("a stream starts", call.WhenStreamAsync(Cancellation));
        call.Stream!.Stall();
        await Waiting.For("the platform records", call.WhenAsync(now => now.IsRecording, Cancellation));
        await SpokenLine.SayAsync(call, "תתקשרו אליי מחר");
        call.Press("#");
        await line.EndsAsync(call);
        await line.Program.FinishedAsync(1);
        var message = Assert.Single(await line.Program.MessagesAsync());
        Assert.Equal(("תתקשרו אליי מחר", "0501234567"), (message.Text, message.Caller));
    }
}
