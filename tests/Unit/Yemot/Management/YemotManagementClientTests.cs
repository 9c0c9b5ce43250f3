using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Simulators;
using YemotAi.Telephony.Yemot.Management;
using YemotAi.Tests;

namespace YemotAi.Unit.Yemot.Management;

public sealed class YemotManagementClientTests : IAsyncLifetime
{
    private const string Password = "pa+ss&word", Token = "0771234567:" + Password;

    private static readonly byte[] Tone = SampleWave.Tone(500);

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private YemotManagementSimulator _yemot = null!;
    private YemotManagementOptions _options = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _yemot = await YemotManagementSimulator.StartAsync(Token);
        _options = new YemotManagementOptions
        {
            BaseUrl = _yemot.Address.ToString(),
            Token = Token,
            RetryDelay = TimeSpan.Zero,
        };
    }

    public ValueTask DisposeAsync() => _yemot.DisposeAsync();

    [Theory]
    [InlineData("/6/000.wav")]
    [InlineData("6/000.wav")]
    [InlineData("000.wav")]
    [InlineData("ivr2:/6/000.wav")]
    public async Task A_recording_is_fetched_by_whatever_Yemot_sent(string recording)
    {
        _yemot.Keep("/6/000.wav", Tone);
        Assert.Equal(Tone, await DownloadAsync(recording));
        Assert.Single(_yemot.Requests.All);
    }

    [Fact]
    public async Task A_bare_name_lies_in_the_folder_of_the_settings_where_one_is_set()
    {
        _yemot.Keep("/5/6/000.wav", Tone);
        _options.RecordingsFolder = "/5/6";
        Assert.Equal(Tone, await DownloadAsync("000.wav"));
    }

    [Fact]
    public async Task The_token_is_never_in_the_address()
    {
        _yemot.Keep("/6/000.wav", Tone);
        await DownloadAsync("/6/000.wav");
        var request = Assert.Single(_yemot.Requests.All);
        Assert.Equal("POST", request.Verb);
        Assert.Equal("/ym/api/DownloadFile", request.Target);
    }

    [Fact]
    public async Task A_recording_that_is_not_there_yet_is_asked_for_again()
    {
        _yemot.Keep("/6/000.wav", Tone, missingFor: 2, halfFor: 1);
        Assert.Equal(Tone, await DownloadAsync("/6/000.wav"));
        Assert.Equal(4, _yemot.Requests.All.Count);
    }

    [Fact]
    public async Task Between_two_tries_the_set_delay_passes_on_the_clock()
    {
        _yemot.Keep("/6/000.wav", Tone, missingFor: 1);
        // Without a limit of its own, the delay is the only thing that waits on the clock.
        _options.RequestLimit = Timeout.InfiniteTimeSpan;
        _options.RetryDelay = TimeSpan.FromSeconds(3);
        var download = DownloadAsync("/6/000.wav");
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(_yemot.Requests.All);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Tone, await download);
        Assert.Equal(2, _yemot.Requests.All.Count);
    }

    [Fact]
    public async Task A_recording_that_stays_half_is_taken_as_it_is_after_the_last_try()
    {
        _yemot.Keep("/6/000.wav", Tone, halfFor: int.MaxValue);
        Assert.Equal(Tone[..(Tone.Length / 2)], await DownloadAsync("/6/000.wav"));
        Assert.Equal(_options.Attempts, _yemot.Requests.All.Count);
    }

    [Fact]
    public async Task A_recording_that_never_comes_is_given_up_after_the_last_try()
    {
        await FailsAsync(YemotManagementFailure.Missing);
        Assert.Equal(_options.Attempts, _yemot.Requests.All.Count);
    }

    [Theory]
    [InlineData(ManagementBehaviour.ErrorWithOk, YemotManagementFailure.Refused)]
    [InlineData(ManagementBehaviour.Page, YemotManagementFailure.NotASound)]
    [InlineData(ManagementBehaviour.ServerError, YemotManagementFailure.Unavailable)]
    [InlineData(ManagementBehaviour.BreaksOff, YemotManagementFailure.Unreachable)]
    public async Task What_may_pass_is_tried_again_and_then_named(
        ManagementBehaviour behaviour, YemotManagementFailure failure)
    {
        _yemot.Behaviour = behaviour;
        await FailsAsync(failure);
        Assert.Equal(_options.Attempts, _yemot.Requests.All.Count);
    }

    [Theory]
    [InlineData(ManagementBehaviour.SessionExpired, YemotManagementFailure.Forbidden)]
    [InlineData(ManagementBehaviour.ErrorThatRepeatsTheToken, YemotManagementFailure.Forbidden)]
    [InlineData(ManagementBehaviour.Redirects, YemotManagementFailure.Refused)]
    [InlineData(ManagementBehaviour.Endless, YemotManagementFailure.TooLarge)]
    public async Task What_does_not_pass_is_named_at_once(ManagementBehaviour behaviour, YemotManagementFailure failure)
    {
        _yemot.Behaviour = behaviour;
        await FailsAsync(failure);
        Assert.Single(_yemot.Requests.All);
    }

    [Fact]
    public async Task A_wrong_token_is_named_at_once_with_its_setting()
    {
        _yemot.Keep("/6/000.wav", Tone);
        _options.Token = "0771234567:other";
        var error = await FailsAsync(YemotManagementFailure.Forbidden);
        Assert.Contains("YemotManagement:Token", error.Message, StringComparison.Ordinal);
        Assert.Single(_yemot.Requests.All);
    }

    [Fact]
    public async Task A_recording_of_exactly_the_largest_size_is_taken_and_one_byte_more_is_not()
    {
        _yemot.Keep("/6/000.wav", Tone);
        _options.MaxRecordingBytes = Tone.Length;
        Assert.Equal(Tone, await DownloadAsync("/6/000.wav"));
        _options.MaxRecordingBytes = Tone.Length - 1;
        await FailsAsync(YemotManagementFailure.TooLarge);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_at_the_limit()
    {
        _yemot.Behaviour = ManagementBehaviour.Holds;
        _options.Attempts = 1;
        var download = FailsAsync(YemotManagementFailure.TimedOut);
        await _yemot.Requests.WhenCountAsync(1, Cancellation);
        _time.Advance(_options.RequestLimit);
        await download;
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_token()
    {
        await _yemot.DisposeAsync();
        await FailsAsync(YemotManagementFailure.Unreachable);
    }

    [Theory]
    [InlineData("/6/../../etc/000.wav")]
    [InlineData("http://example.org/000.wav")]
    [InlineData("/6/ext.ini")]
    public async Task A_hostile_path_is_refused_without_a_request(string recording)
    {
        var error = await Assert.ThrowsAsync<YemotManagementException>(() => DownloadAsync(recording));
        Assert.Equal(YemotManagementFailure.BadPath, error.Failure);
        Assert.DoesNotContain(recording, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_yemot.Requests.All);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_ends_the_fetching()
    {
        _yemot.Behaviour = ManagementBehaviour.Holds;
        using var gone = new CancellationTokenSource();
        var download = DownloadAsync("/6/000.wav", gone.Token);
        await _yemot.Requests.WhenCountAsync(1, Cancellation);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
    }

    private async Task<YemotManagementException> FailsAsync(YemotManagementFailure failure)
    {
        var error = await Assert.ThrowsAsync<YemotManagementException>(() => DownloadAsync("/6/000.wav"));
        Assert.Equal(failure, error.Failure);
        foreach (var text in _log.All.Select(line => line.Text + line.Error).Append(error.ToString()))
        {
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(Password), text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("0771234567", text, StringComparison.Ordinal);
        }

        return error;
    }

    private async Task<byte[]> DownloadAsync(string recording, CancellationToken? cancellation = null)
    {
        using var logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        using var client = new YemotManagementClient(_options, _time, logs.CreateLogger<YemotManagementClient>());
        var sound = await client.DownloadRecordingAsync(recording, "6", cancellation ?? Cancellation);
        return sound.ToArray();
    }
}
