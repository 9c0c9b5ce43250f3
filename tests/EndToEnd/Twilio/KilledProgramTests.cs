using System.Net.Sockets;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Twilio;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>The program is killed in the middle of a spoken sentence, and started again.</summary>
public sealed class KilledProgramTests
{
    private const string Hours = "מה שעות הפתיחה";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_call_comes_back_by_the_redirect_and_goes_on_in_the_middle_of_the_answer()
    {
        SpokenLine.SkipWithoutEspeak();
        using var folder = new DataFolder();
        await using var ears = await ScriptedRecogniser.StartAsync([new(Hours), new("להתראות")]);
        var first = Start(folder, ears);
        // The second has a port of its own: that of the first may be somebody else's by then.
        await using var door = new FrontDoor(await first.WhenListeningAsync());
        ChildProgram? second = null;
        // Twilio tries a server that does not answer again; here until there is one.
        using var http = new HttpClient(new UntilThere()) { Timeout = Waiting.Guard };
        using var line = new TwilioLine(http, new TwilioLineSettings
        {
            VoiceUrl = new Uri(door.Address, "webhook/incoming_call"), StatusCallback = new Uri(door.Address, "webhook/call_status"),
            WebhookLimit = Waiting.Guard,
        });
        await using var call = line.NewCall();
        try
        {
            await Waiting.For("the line answers", call.DialAsync(Cancellation));
            await Waiting.For("a stream starts", call.WhenStreamAsync(Cancellation));
            await SpokenLine.HearsOutAsync(call);
            await SpokenLine.SayAsync(call, Hours);
            await SpokenLine.HearsAsync(call);
            // The first sentence of the answer is being heard.
            var begun = call.Now;
            await Waiting.For("some of it is heard", call.WhenAsync(now => now.Now > begun + TimeSpan.FromSeconds(1), Cancellation));
            door.LeadTo();
            first.Kill();
            await first.WhenEndedAsync();
            second = Start(folder, ears);
            door.LeadTo(await second.WhenListeningAsync());
            await Waiting.For("there is another stream", call.WhenAsync(now => now.Streams.Count >= 2 && now.Stream is { Started.IsCompletedSuccessfully: true }, Cancellation));
            await SpokenLine.HearsOutAsync(call);
            await SpokenLine.SayAsync(call, "להתראות");
            await Waiting.For("the agent hangs up", call.Ended);
            var transcript = await Waiting.For("the call is archived", ArchivedAsync(folder));
            // The greeting was not spoken a second time, nor was anything asked again.
            Assert.Single(transcript.Split('\n'), said => said.Contains("< שלום, הגעתם", StringComparison.Ordinal));
            Assert.Single(transcript.Split('\n'), said => said.Contains("> " + Hours, StringComparison.Ordinal));
            Assert.Contains("AgentHungUp", transcript, StringComparison.Ordinal);
            Assert.Equal(2, ears.Heard.All.Count);
        }
        finally
        {
            await first.DisposeAsync();
            if (second is not null) await second.DisposeAsync();
        }
    }

    private static async Task<string> ArchivedAsync(DataFolder folder)
    {
        while (true)
        {
            await using var listing = ChildProgram.Start("YemotAi.Standalone.dll", ["calls", "--Data", folder.Path]);
            Assert.Equal(0, await listing.WhenEndedAsync());
            if (listing.Output.Length > 0) return listing.Output;
        }
    }

    private static ChildProgram Start(DataFolder folder, ScriptedRecogniser ears) => ChildProgram.Start(
        "YemotAi.Standalone.dll",
        [
            "--Urls", "http://127.0.0.1:0", "--Data", folder.Path, "--Transcription:BaseUrl", ears.Address.ToString(), "--Transcription:Key", ears.Key,
            .. SpokenBench.Unhurried,
        ],
        folder: folder.Path);

    /// <summary>Sends a request again as long as nobody takes it.</summary>
    private sealed class UntilThere() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            while (true)
            {
                try
                {
                    using var copy = new HttpRequestMessage(request.Method, request.RequestUri);
                    foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
                    if (body is not null)
                    {
                        copy.Content = new ByteArrayContent(body);
                        copy.Content.Headers.ContentType = request.Content!.Headers.ContentType;
                    }

                    return await base.SendAsync(copy, cancellationToken);
                }
                catch (Exception error) when (error is HttpRequestException or SocketException)
                {
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
    }
}
