using System.Text;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Simulators;
using YemotAi.Simulators.Twilio;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Rest;
using YemotAi.Telephony.Twilio.TwiML;
using YemotAi.Tests;
using Record = YemotAi.Telephony.Twilio.TwiML.Record;

namespace YemotAi.Unit.Twilio;

public sealed class TwilioClientTests : IAsyncLifetime
{
    private const string Account = "AC0123456789abcdef0123456789abcdef", Token = "0123456789abcdefghij";
    private const string Key = "SK0123456789abcdef0123456789abcdef", KeySecret = "key secret of the account";
    private const string Call = "CA0123456789abcdef0123456789abcdef", Recording = "RE0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _factory;
    private TwilioSimulator _twilio = null!;
    private TwilioOptions _options = null!;

    public TwilioClientTests() => _factory = LoggerFactory.Create(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Debug));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _twilio = await TwilioSimulator.StartAsync(Account, Token, (Key, KeySecret));
        _twilio.Know(new SimulatedCall { Sid = Call });
        _options = new TwilioOptions { AccountSid = Account, AuthToken = Token, ApiUrl = _twilio.Address.AbsoluteUri, PublicBaseUrl = "https://calls.example.org" };
    }

    public ValueTask DisposeAsync()
    {
        _factory.Dispose();
        return _twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_live_call_gets_a_document()
    {
        using var client = Client();
        var document = new VoiceResponse(new Say("רגע"), new Record(new Uri("https://calls.example.org/webhook/handle_recording")));
        var call = await client.UpdateCallAsync(Call, CallUpdate.To(document), Cancellation);
        Assert.Equal((Call, "in-progress", false), (call.Sid, call.Status, call.IsOver));
        var request = Assert.Single(_twilio.Requests.All);
        Assert.Equal($"/2010-04-01/Accounts/{Account}/Calls/{Call}.json", request.Path);
        Assert.Equal(document.ToString(), request.Form["Twiml"]);
        Assert.Single(request.Form);
    }

    [Fact]
    public async Task A_live_call_is_sent_to_an_address_and_hung_up()
    {
        using var client = Client();
        await client.UpdateCallAsync(Call, CallUpdate.To(new Uri("https://calls.example.org/webhook/next")), Cancellation);
        Assert.Equal(("https://calls.example.org/webhook/next", "POST"), (_twilio.Requests.All[0].Form["Url"], _twilio.Requests.All[0].Form["Method"]));
        Assert.True(await client.HangUpAsync(Call, Cancellation));
        Assert.Equal("completed", (await client.FetchCallAsync(Call, Cancellation)).Status);
        Assert.False(await client.HangUpAsync(Call, Cancellation));
    }

    [Fact]
    public async Task A_call_that_is_over_is_told_as_that()
    {
        _twilio.Know(new SimulatedCall { Sid = Call, Status = "completed" });
        using var client = Client();
        var over = await Assert.ThrowsAsync<TwilioException>(() => client.UpdateCallAsync(Call, CallUpdate.To(new VoiceResponse(new Hangup())), Cancellation));
        Assert.Equal((TwilioFailure.AlreadyEnded, 21220, 400), (over.Failure, over.Code, over.Status));
        var gone = await Assert.ThrowsAsync<TwilioException>(() => client.UpdateCallAsync("CA" + new string('f', 32), CallUpdate.HangUp, Cancellation));
        Assert.Equal((TwilioFailure.AlreadyEnded, 20404, 404), (gone.Failure, gone.Code, gone.Status));
        var missing = await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync("CA" + new string('f', 32), Cancellation));
        Assert.Equal(TwilioFailure.Missing, missing.Failure);
    }

    [Fact]
    public async Task An_API_key_is_used_where_there_is_one()
    {
        _options.ApiKeySid = Key;
        _options.ApiKeySecret = KeySecret;
        using var client = Client();
        await client.FetchCallAsync(Call, Cancellation);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{KeySecret}")), _twilio.Requests.All[0].Authorization);
    }

    [Fact]
    public async Task A_wrong_secret_is_not_tried_twice_and_not_told()
    {
        _options.AuthToken = "another secret 123";
        using var client = Client();
        var error = await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation));
        Assert.Equal((TwilioFailure.Forbidden, 20003), (error.Failure, error.Code));
        Assert.DoesNotContain("another", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_twilio.Requests.All);
    }

    [Fact]
    public async Task What_the_server_says_is_not_repeated()
    {
        _twilio.Behave(TwilioBehaviour.ErrorThatRepeatsTheSecret);
        using var client = Client();
        var error = await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation));
        Assert.Equal((TwilioFailure.Refused, 20001), (error.Failure, error.Code));
        Assert.DoesNotContain(Token, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TwilioBehaviour.TooMany, TwilioFailure.TooMany)]
    [InlineData(TwilioBehaviour.ServerError, TwilioFailure.Unavailable)]
    [InlineData(TwilioBehaviour.Overloaded, TwilioFailure.Unavailable)]
    [InlineData(TwilioBehaviour.BreaksOff, TwilioFailure.Unreachable)]
    public async Task What_may_pass_is_tried_again_a_few_times(TwilioBehaviour behaviour, TwilioFailure failure)
    {
        _options.RetryDelay = TimeSpan.Zero;
        _twilio.Behave(behaviour, times: 2);
        using var client = Client();
        Assert.Equal(Call, (await client.UpdateCallAsync(Call, CallUpdate.HangUp, Cancellation)).Sid);
        Assert.Equal(3, _twilio.Requests.All.Count);

        _twilio.Behave(behaviour);
        var error = await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation));
        Assert.Equal(failure, error.Failure);
        Assert.Equal(6, _twilio.Requests.All.Count);
    }

    [Theory]
    [InlineData(TwilioBehaviour.ServerError, 1)]
    [InlineData(TwilioBehaviour.BreaksOff, 1)]
    [InlineData(TwilioBehaviour.TooMany, 3)]
    public async Task A_message_is_sent_again_only_when_it_was_surely_not_taken(TwilioBehaviour behaviour, int requests)
    {
        _options.RetryDelay = TimeSpan.Zero;
        _twilio.Behave(behaviour);
        using var client = Client();
        await Assert.ThrowsAsync<TwilioException>(() => client.SendMessageAsync("+97231234567", "+972501234567", "שלום", Cancellation));
        Assert.Equal(requests, _twilio.Requests.All.Count);
    }

    [Fact]
    public async Task A_message_is_sent()
    {
        using var client = Client();
        var message = await client.SendMessageAsync("whatsapp:+97231234567", "whatsapp:+972501234567", "שלום\nלך", Cancellation);
        Assert.Equal("queued", message.Status);
        Assert.Equal("שלום\nלך", Assert.Single(_twilio.Messages.All)["Body"]);
    }

    [Fact]
    public async Task Twilio_is_given_the_time_that_it_asks_for()
    {
        _twilio.RetryAfter = 7;
        _twilio.Behave(TwilioBehaviour.TooMany, times: 1);
        using var client = Client();
        var asking = client.FetchCallAsync(Call, Cancellation);
        await WhenPausedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(_twilio.Requests.All);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(Call, (await asking.WaitAsync(Guard, Cancellation)).Sid);
    }

    [Fact]
    public async Task It_does_not_wait_for_as_long_as_anyone_says()
    {
        _twilio.RetryAfter = 3_600;
        _twilio.Behave(TwilioBehaviour.TooMany);
        using var client = Client();
        await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation).WaitAsync(Guard, Cancellation));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        _options.Attempts = 1;
        _twilio.Behave(TwilioBehaviour.Holds);
        using var client = Client();
        var asking = client.FetchCallAsync(Call, Cancellation);
        await _twilio.Requests.WhenCountAsync(1, Cancellation);
        _time.Advance(_options.RequestLimit);
        var error = await Assert.ThrowsAsync<TwilioException>(() => asking.WaitAsync(Guard, Cancellation));
        Assert.Equal(TwilioFailure.TimedOut, error.Failure);
    }

    [Fact]
    public async Task A_recording_is_waited_for_while_it_is_missing()
    {
        var wave = SampleWave.Tone(500);
        _twilio.Keep(Recording, wave, missingFor: 6);
        _options.RetryDelay = TimeSpan.Zero;
        using var client = Client();
        Assert.Equal(wave, (await client.FetchRecordingAsync(Recording, Cancellation)).ToArray());
        Assert.Equal(7, _twilio.Requests.All.Count);
        Assert.Equal($"/2010-04-01/Accounts/{Account}/Recordings/{Recording}.wav", _twilio.Requests.All[0].Path);
    }

    [Fact]
    public async Task A_recording_is_not_waited_for_for_ever()
    {
        using var client = Client();
        var asking = client.FetchRecordingAsync(Recording, Cancellation);
        for (var pauses = 1; !asking.IsCompleted; pauses++)
        {
            // Each is at most ten seconds, and the client waits for it alone.
            var paused = WhenPausedAsync(pauses);
            if (await Task.WhenAny(asking, paused) != paused) continue;
            await paused;
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var error = await Assert.ThrowsAsync<TwilioException>(() => asking.WaitAsync(Guard, Cancellation));
        Assert.Equal(TwilioFailure.Missing, error.Failure);
        Assert.InRange(_twilio.Requests.All.Count, 3, 10);
    }

    [Theory]
    [InlineData(TwilioBehaviour.Endless, TwilioFailure.TooLarge)]
    [InlineData(TwilioBehaviour.Garbage, TwilioFailure.NotUnderstood)]
    [InlineData(TwilioBehaviour.Redirects, TwilioFailure.Refused)]
    public async Task What_is_no_answer_is_not_taken_for_one(TwilioBehaviour behaviour, TwilioFailure failure)
    {
        _twilio.Behave(behaviour);
        using var client = Client();
        Assert.Equal(failure, (await Assert.ThrowsAsync<TwilioException>(() => client.FetchRecordingAsync(Recording, Cancellation))).Failure);
        Assert.Equal(failure, (await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation))).Failure);
        Assert.Equal(2, _twilio.Requests.All.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../Accounts")]
    [InlineData("CA0123456789abcdef0123456789abcdef/../x")]
    [InlineData("RE0123456789abcdef0123456789abcdeg")]
    public async Task What_is_no_id_never_becomes_part_of_an_address(string id)
    {
        using var client = Client();
        Assert.Equal(TwilioFailure.Missing, (await Assert.ThrowsAsync<TwilioException>(() => client.FetchRecordingAsync(id, Cancellation))).Failure);
        Assert.Equal(TwilioFailure.Missing, (await Assert.ThrowsAsync<TwilioException>(() => client.HangUpAsync(id, Cancellation))).Failure);
        Assert.Empty(_twilio.Requests.All);
    }

    [Fact]
    public async Task Without_an_account_nothing_is_asked()
    {
        _options.AuthToken = "";
        using var client = Client();
        Assert.Equal(TwilioFailure.NotConfigured, (await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation))).Failure);
        Assert.Empty(_twilio.Requests.All);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await _twilio.DisposeAsync();
        _options.RetryDelay = TimeSpan.Zero;
        using var client = Client();
        Assert.Equal(TwilioFailure.Unreachable, (await Assert.ThrowsAsync<TwilioException>(() => client.FetchCallAsync(Call, Cancellation))).Failure);
    }

    private TwilioClient Client() => new(_options, _time, _factory.CreateLogger<TwilioClient>());

    /// <summary>Waits until the client waits for the n-th time before it asks again.</summary>
    private async Task WhenPausedAsync(int times)
    {
        await _log.WhenLoggedAsync("sent again", times, Cancellation);
        await _time.WhenWaitingAsync(1, Cancellation);
    }
}
