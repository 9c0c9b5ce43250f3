using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>The address of media streams on a real server.</summary>
public sealed class MediaEndpointTests : IAsyncLifetime
{
    private const string Start =
        """{"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1","callSid":"CA1","customParameters":{}},"streamSid":"MZ1"}""";

    private readonly CallsOfBench _calls = new();
    private readonly MediaSocketOptions _options = new()
    {
        MaxSockets = 3,
        // The server's clock is the machine's, and a test may need it to open all of them before the first begins.
        StartLimit = TimeSpan.FromMinutes(1),
    };
    private readonly WebApplication _server;
    private bool _isSigned = true;

    public MediaEndpointTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IMediaCalls>(_calls);
        builder.Services.AddSingleton<ISoundDirectory>(_calls);
        builder.Services.AddSingleton(_options);
        builder.Services.AddSingleton(TimeProvider.System);
        _server = builder.Build();
        _server.MapTwilioMedia(_ => _isSigned);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Address => new(_server.Urls.Single());

    public async ValueTask InitializeAsync() => await _server.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/ws/twilio-media", null)]
    [InlineData("/ws/twilio-media/", null)]
    [InlineData("/ws/twilio-media", "audio.twilio.com")]
    [InlineData("/ws/twilio-media/", "audio.twilio.com")]
    [InlineData("/ws/twilio-media", "something.else")]
    public async Task An_upgrade_is_answered_with_101(string path, string? protocol)
    {
        using var socket = await ConnectAsync(path, protocol);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, socket.HttpStatusCode);
        Assert.Equal(protocol == "audio.twilio.com" ? protocol : null, socket.SubProtocol);
        await socket.SendAsync(Encoding.UTF8.GetBytes(Start), WebSocketMessageType.Text, true, Cancellation);
        await Polling.UntilAsync("the line is attached", () => _calls.Phone is not null);
        _calls.Say(1);
        var buffer = new byte[1_000];
        var told = await socket.ReceiveAsync(buffer, Cancellation);
        Assert.Equal("""{"event":"clear","streamSid":"MZ1"}""", Encoding.UTF8.GetString(buffer, 0, told.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        await Polling.UntilAsync("the call knows", () => _calls.Told.Last() == "twilio:CA1 MZ1 ended: Lost");
    }

    [Theory]
    [InlineData("GET", "/ws/twilio-media")]
    [InlineData("GET", "/ws/twilio-media/")]
    [InlineData("POST", "/ws/twilio-media")]
    public async Task Whoever_asks_without_an_upgrade_is_told_what_is_here(string method, string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal("websocket", answer.Headers.Upgrade.ToString());
        Assert.Contains("WebSocket", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_that_is_not_signed_is_forbidden()
    {
        _isSigned = false;
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(At("/ws/twilio-media"), Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
        Assert.Empty(_calls.Told);
    }

    [Fact]
    public async Task No_more_sockets_are_taken_than_there_may_be_and_a_place_is_free_again()
    {
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < _options.MaxSockets; i++) sockets.Add(await ConnectAsync("/ws/twilio-media", null));
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("/ws/twilio-media", null));
        await sockets[0].CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        await Polling.UntilAsync("a place is free again", async () =>
        {
            try
            {
                sockets.Add(await ConnectAsync("/ws/twilio-media", null));
                return true;
            }
            catch (WebSocketException)
            {
                // The server learns of the close in its own time.
                return false;
            }
        });

        foreach (var socket in sockets) socket.Dispose();
    }

    [Fact]
    public async Task A_server_that_stops_goes_away()
    {
        using var socket = await ConnectAsync("/ws/twilio-media", null);
        var stopping = _server.StopAsync(Cancellation);
        var told = await socket.ReceiveAsync(new byte[100], Cancellation);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable), (told.MessageType, told.CloseStatus));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        await stopping.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private Uri At(string path) => new UriBuilder(Address) { Scheme = "ws", Path = path }.Uri;

    private async Task<ClientWebSocket> ConnectAsync(string path, string? protocol)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (protocol is not null) socket.Options.AddSubProtocol(protocol);
        await socket.ConnectAsync(At(path), Cancellation);
        return socket;
    }
}
