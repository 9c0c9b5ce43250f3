using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Phone.Twilio;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Telephony.Twilio.Signatures;
using YemotAi.Telephony.Twilio.TwiML;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>The phone, which judges as Twilio does, on our media socket: what we write passes, and what it writes we take.</summary>
public sealed class PhoneOnMediaSocketTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly TwilioOptions _options = new() { PublicBaseUrl = "https://calls.example.org", AuthToken = "0123456789abcdef0123456789abcdef" };
    private readonly CallsOfBench _calls = new();
    private readonly WebApplication _server;
    private TwilioLine _line = null!;

    public PhoneOnMediaSocketTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IMediaCalls>(_calls);
        builder.Services.AddSingleton<ISoundDirectory>(_calls);
        builder.Services.AddSingleton(new MediaSocketOptions
        {
            // Minutes of a busy machine, for tests that are not about them.
            StartLimit = TimeSpan.FromMinutes(1), OpenLimit = TimeSpan.FromMinutes(1), CloseLimit = TimeSpan.FromMinutes(1), SilenceLimit = TimeSpan.FromMinutes(1),
        });
        builder.Services.AddSingleton(TimeProvider.System);
        _server = builder.Build();
        var check = new TwilioRequestCheck(_options);
        _server.MapTwilioMedia(context => check.CheckSocket(context) == TwilioTrust.ByTwilio);
        Map("/voice", new Connect(new MediaStream(_options.PublicSocket(MediaEndpoint.Path)) { Parameters = [new("token", "t")] }) { Action = _options.PublicUrl("/ended") });
        Map("/ended", new Hangup());

        void Map(string path, TwiMLVerb verb) => _server.MapPost(path, async (HttpContext context) =>
            (await check.ReadAsync(context)).IsTrusted ? Results.Text(new VoiceResponse(verb).ToString(), VoiceResponse.ContentType) : Results.StatusCode(403));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(Cancellation);
        _line = new TwilioLine(new HttpClient(), new TwilioLineSettings
        {
            VoiceUrl = _options.PublicUrl("/voice"),
            ConnectTo = new Uri(_server.Urls.Single()),
            AuthToken = _options.AuthToken,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_whole_stream_is_as_Twilio_wants_it(bool lineEndsIt)
    {
        await using var call = _line.NewCall();
        await call.DialAsync(Cancellation);
        await Polling.UntilAsync("the line is attached", () => _calls.Phone is not null);
        Assert.Equal(call.CallSid, _calls.Start!.CallSid);

        _ = call.SayAsync(Unit.Sound.Frames.Of(7, 1));
        await Polling.UntilAsync("the caller is heard", () => _calls.Heard.Contains((byte)7));

        _calls.Say(20);
        await call.WhenAsync(one => one.Heard.Sum(piece => piece.MuLaw.Length) == 20 * SoundFrames.FrameBytes, Cancellation).WaitAsync(Guard, Cancellation);
        await Polling.UntilAsync("the call knows what was played", () => _calls.PlayedTo.LastOrDefault() == 20);

        // As much as is sent at once; the caller has heard none or a little of it when it is thrown away.
        var stream = call.Stream!;
        var came = stream.MediaMessages;
        _calls.Say(40);
        await call.WhenAsync(_ => stream.MediaMessages > came, Cancellation).WaitAsync(Guard, Cancellation);
        var cleared = stream.ClearMessages;
        _calls.Phone!.Clear(60);
        await call.WhenAsync(_ => stream.ClearMessages > cleared && stream.Queued == TimeSpan.Zero, Cancellation).WaitAsync(Guard, Cancellation);

        call.Press("5#");
        await Polling.UntilAsync("the keys are known", () => _calls.Told.Count(told => told.Contains("pressed", StringComparison.Ordinal)) == 2);
        if (lineEndsIt)
        {
            _calls.Phone.End(SoundEnd.Finished);
            await call.Ended.WaitAsync(Guard, Cancellation);
            Assert.Equal(WebSocketCloseStatus.NormalClosure, stream.CloseStatus);
            Assert.Equal(TwilioCallState.EndedByLine, call.State);
        }
        else
        {
            await call.HangUpAsync().WaitAsync(Guard, Cancellation);
            await Polling.UntilAsync("the call knows", () => _calls.Told.Any(told => told.EndsWith("ended: Stopped", StringComparison.Ordinal)));
        }

        Assert.Contains(call.Exchanges, exchange => exchange.Url.AbsolutePath == "/ended");
        Assert.Empty(call.Troubles);
    }

    [Fact]
    public async Task A_socket_that_is_not_signed_is_refused()
    {
        using var line = new TwilioLine(new HttpClient(), _line.Settings with { SignsSockets = false });
        await using var call = line.NewCall();
        await call.DialAsync(Cancellation);
        await call.Ended.WaitAsync(Guard, Cancellation);
        Assert.Equal([31920], call.Troubles.Select(trouble => trouble.Code));
        Assert.Empty(_calls.Told);
    }
}
