using System.CommandLine;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Checking;

namespace YemotAi.Phone;

/// <summary>The verb <c>check</c>: looks at a deployment from outside, as Twilio would meet it.</summary>
internal static class CheckVerb
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(9);

    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "The number's voice webhook, as the world knows it",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/webhook/incoming_call"),
        };
        var to = new Option<string>("--to") { Description = "The number that is called", DefaultValueFactory = _ => "+97231234567" };
        var account = new Option<string>("--account") { Description = "The account's id", DefaultValueFactory = _ => "AC00000000000000000000000000000000" };
        var command = new Command("check", "Checks a deployment for Twilio: documents, sounds, socket, watchdog, callbacks. Requests are signed with the auth token in TWILIO_AUTH_TOKEN.")
        {
            url, to, account,
        };
        command.SetAction(async (options, cancellation) =>
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
            using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            var settings = new TwilioLineSettings
            {
                VoiceUrl = options.GetValue(url)!,
                To = options.GetValue(to)!,
                AccountSid = options.GetValue(account)!,
                AuthToken = Environment.GetEnvironmentVariable("TWILIO_AUTH_TOKEN") ?? "",
            };
            var failed = 0;
            await foreach (var point in new DeploymentCheck(http, settings, Watchdog).RunAsync(cancellation))
            {
                Console.WriteLine(point);
                if (point.IsRight == false) failed++;
            }

            Console.WriteLine(failed == 0 ? "Nothing is wrong." : $"{failed} wrong.");
            return (int)(failed == 0 ? PhoneExitCode.Fulfilled : PhoneExitCode.ExpectationFailed);
        });
        return command;
    }
}
