using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Phone.Twilio;
using YemotAi.Providers.Transcription;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Rest;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Unit.Connections;

/// <summary>
/// Connections that break just as they are made: .NET then throws the socket's own error, and none of HTTP. Each client tells
/// of it as of a server that cannot be reached.
/// </summary>
public sealed class BrokenConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recogniser_is_not_reached()
    {
        using var breaks = new BreaksAsItIsMade();
        using var transcriber = new OpenAiCompatibleTranscriber(
            new TranscriptionOptions { BaseUrl = "http://recogniser.test", RetryDelay = TimeSpan.Zero }, TimeProvider.System,
            NullLogger<OpenAiCompatibleTranscriber>.Instance, breaks);
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => transcriber.TranscribeAsync(new byte[100], "he-IL", Cancellation));
        Assert.Equal(TranscriptionFailure.Unreachable, error.Failure);
    }

    [Fact]
    public async Task Yemots_files_are_not_reached()
    {
        using var breaks = new BreaksAsItIsMade();
        using var client = new YemotManagementClient(
            new YemotManagementOptions { BaseUrl = "http://yemot.test", Token = "0771234567:1", RetryDelay = TimeSpan.Zero }, TimeProvider.System,
            NullLogger<YemotManagementClient>.Instance, breaks);
        var error = await Assert.ThrowsAsync<YemotManagementException>(() => client.DownloadRecordingAsync("/6/000.wav", "6", Cancellation));
        Assert.Equal(YemotManagementFailure.Unreachable, error.Failure);
    }

    [Fact]
    public async Task Twilios_calls_are_not_reached()
    {
        using var breaks = new BreaksAsItIsMade();
        var account = "AC" + new string('0', 32);
        using var client = new TwilioClient(
            new TwilioOptions { AccountSid = account, AuthToken = new string('1', 32), ApiUrl = "http://twilio.test", RetryDelay = TimeSpan.Zero },
            TimeProvider.System, NullLogger<TwilioClient>.Instance, breaks);
        var error = await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync("CA" + new string('0', 32), Cancellation));
        Assert.Equal((TwilioFailure.Unreachable, true), (error.Failure, error.WasNotDone));
    }

    [Fact]
    public async Task The_phones_line_is_not_reached_and_it_tries_twice_as_Twilio_does()
    {
        using var breaks = new BreaksAsItIsMade();
        using var http = new HttpClient(breaks);
        using var line = new TwilioLine(http, new TwilioLineSettings { VoiceUrl = new Uri("http://line.test/webhook/incoming_call") });
        await using var call = line.NewCall();
        await call.DialAsync(Cancellation);
        await call.Ended.WaitAsync(TimeSpan.FromSeconds(90), Cancellation);
        Assert.Equal(TwilioCallState.Failed, call.State);
        Assert.Equal(11205, Assert.Single(call.Troubles).Code);
        Assert.Equal(2, breaks.Tries);
    }

    private sealed class BreaksAsItIsMade : HttpMessageHandler
    {
        private int _tries;

        public int Tries => Volatile.Read(ref _tries);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tries);
            return Task.FromException<HttpResponseMessage>(new SocketException((int)SocketError.NotConnected));
        }
    }
}
