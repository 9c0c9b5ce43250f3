using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Providers.Transcription;
using YemotAi.Simulators;
using YemotAi.Tests;

namespace YemotAi.Unit.Transcription;

public sealed class OpenAiCompatibleTranscriberTests : IAsyncLifetime
{
    private const string Key = "sk_test_key_never_to_be_seen";

    private static readonly byte[] Tone = SampleWave.Tone(500);

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private TranscriptionSimulator _server = null!;
    private TranscriptionOptions _options = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TranscriptionSimulator.StartAsync(Key);
        _options = new TranscriptionOptions
        {
            BaseUrl = _server.Address.ToString(),
            Key = Key,
            Model = "whisper-1",
            RetryDelay = TimeSpan.Zero,
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_recording_becomes_words()
    {
        _server.Hears = _ => " מה שעות הפתיחה?\n";
        Assert.Equal("מה שעות הפתיחה?", await TranscribeAsync());
        var request = Assert.Single(_server.Requests.All);
        Assert.Equal("/v1/audio/transcriptions", request.Target);
        Assert.Equal(("whisper-1", "he", "json", "recording.wav"), (request.Model, request.Language, request.ResponseFormat, request.FileName));
        Assert.Equal(Tone, request.File.ToArray());
    }

    [Theory]
    [InlineData("", "he")]
    [InlineData("he", "he")]
    [InlineData("he-IL", "he")]
    [InlineData("iw-IL", "he")]
    [InlineData("en_US", "en")]
    [InlineData("EN-us", "en")]
    [InlineData("fil-PH", "")]
    [InlineData("x", "")]
    [InlineData("../..", "")]
    public async Task The_language_is_sent_as_two_letters_or_not_at_all(string language, string sent)
    {
        await TranscribeAsync(language);
        Assert.Equal(sent, Assert.Single(_server.Requests.All).Language);
    }

    [Fact]
    public async Task A_server_without_a_key_gets_none()
    {
        await using var open = await TranscriptionSimulator.StartAsync(key: null, "local-model");
        _options = new TranscriptionOptions { BaseUrl = open.Address + "/", Model = "local-model" };
        Assert.Equal("שלום", await TranscribeAsync());
        Assert.Equal("", Assert.Single(open.Requests.All).Authorization);
    }

    [Fact]
    public async Task Silence_is_an_empty_text()
    {
        _server.Hears = _ => "  ";
        Assert.Equal("", await TranscribeAsync());
    }

    [Fact]
    public async Task Control_signs_in_what_was_understood_become_spaces()
    {
        _server.Hears = _ => "a\0b\r\nc\u001bd";
        Assert.Equal("a b  c d", await TranscribeAsync());
    }

    [Theory]
    [InlineData(TranscriptionBehaviour.TooManyRequests)]
    [InlineData(TranscriptionBehaviour.ServerError)]
    [InlineData(TranscriptionBehaviour.Overloaded)]
    [InlineData(TranscriptionBehaviour.BreaksOff)]
    public async Task A_failure_of_the_moment_is_tried_once_more(TranscriptionBehaviour behaviour)
    {
        _server.Behave(behaviour, times: 1);
        Assert.Equal("שלום", await TranscribeAsync());
        Assert.Equal(2, _server.Requests.All.Count);
        Assert.Equal(Tone, _server.Requests.All[1].File.ToArray());
    }

    [Theory]
    [InlineData(TranscriptionBehaviour.TooManyRequests, TranscriptionFailure.RateLimited)]
    [InlineData(TranscriptionBehaviour.ServerError, TranscriptionFailure.Unavailable)]
    [InlineData(TranscriptionBehaviour.Overloaded, TranscriptionFailure.Unavailable)]
    [InlineData(TranscriptionBehaviour.BreaksOff, TranscriptionFailure.Unreachable)]
    public async Task A_failure_that_lasts_is_named_after_the_second_try(
        TranscriptionBehaviour behaviour, TranscriptionFailure failure)
    {
        _server.Behave(behaviour);
        await FailsAsync(failure);
        Assert.Equal(2, _server.Requests.All.Count);
    }

    [Theory]
    [InlineData(TranscriptionBehaviour.UsedUp, TranscriptionFailure.RateLimited)]
    [InlineData(TranscriptionBehaviour.ErrorThatRepeatsTheKey, TranscriptionFailure.Unauthorized)]
    [InlineData(TranscriptionBehaviour.Redirects, TranscriptionFailure.Refused)]
    [InlineData(TranscriptionBehaviour.Garbage, TranscriptionFailure.BadAnswer)]
    [InlineData(TranscriptionBehaviour.WrongJson, TranscriptionFailure.BadAnswer)]
    [InlineData(TranscriptionBehaviour.BrokenText, TranscriptionFailure.BadAnswer)]
    [InlineData(TranscriptionBehaviour.Endless, TranscriptionFailure.BadAnswer)]
    public async Task What_another_try_does_not_help_is_named_at_once(
        TranscriptionBehaviour behaviour, TranscriptionFailure failure)
    {
        _server.Behave(behaviour);
        await FailsAsync(failure);
        Assert.Single(_server.Requests.All);
    }

    [Fact]
    public async Task A_wrong_key_is_named_by_the_servers_code()
    {
        _options.Key = "sk_other";
        var error = await FailsAsync(TranscriptionFailure.Unauthorized);
        Assert.Contains("invalid_api_key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk_other", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_is_named_by_the_servers_code()
    {
        _options.Model = "whisper-9";
        var error = await FailsAsync(TranscriptionFailure.Refused);
        Assert.Contains("404, model_not_found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_is_too_large_for_the_server_is_named()
    {
        _server.MaxFileBytes = Tone.Length - 1;
        await FailsAsync(TranscriptionFailure.TooLarge);
        Assert.Single(_server.Requests.All);
    }

    [Fact]
    public async Task What_is_no_sound_is_refused_by_the_server()
    {
        var error = await FailsAsync(TranscriptionFailure.Refused, "not a sound"u8.ToArray());
        Assert.Contains("invalid_file_format", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("Sun, 22 Nov 2026 08:00:04 GMT")]
    public async Task The_server_is_left_alone_for_as_long_as_it_wants(string retryAfter)
    {
        _server.Behave(TranscriptionBehaviour.TooManyRequests, times: 1);
        _server.RetryAfter = retryAfter;
        // Without a limit of its own, the wait is the only thing on the clock.
        _options.RequestLimit = Timeout.InfiniteTimeSpan;
        var transcription = TranscribeAsync();
        await _time.WhenWaitingAsync(1, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Single(_server.Requests.All);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("שלום", await transcription);
    }

    [Fact]
    public async Task A_time_that_has_passed_is_no_wait()
    {
        _server.Behave(TranscriptionBehaviour.TooManyRequests, times: 1);
        _server.RetryAfter = "Sun, 22 Nov 2026 07:00:00 GMT";
        Assert.Equal("שלום", await TranscribeAsync());
    }

    [Theory]
    [InlineData("6")]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_server_that_wants_longer_than_a_caller_waits_is_given_up(string retryAfter)
    {
        _server.Behave(TranscriptionBehaviour.TooManyRequests);
        _server.RetryAfter = retryAfter;
        await FailsAsync(TranscriptionFailure.RateLimited);
        Assert.Single(_server.Requests.All);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_at_the_limit()
    {
        _server.Behave(TranscriptionBehaviour.Holds);
        var transcription = FailsAsync(TranscriptionFailure.TimedOut);
        await _server.Requests.WhenCountAsync(1, Cancellation);
        _time.Advance(_options.RequestLimit);
        await transcription;
        Assert.Single(_server.Requests.All);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_ends_the_transcribing()
    {
        _server.Behave(TranscriptionBehaviour.Holds);
        using var gone = new CancellationTokenSource();
        var transcription = TranscribeAsync(cancellation: gone.Token);
        await _server.Requests.WhenCountAsync(1, Cancellation);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transcription);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await _server.DisposeAsync();
        await FailsAsync(TranscriptionFailure.Unreachable);
    }

    private async Task<TranscriptionException> FailsAsync(TranscriptionFailure failure, byte[]? sound = null)
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => TranscribeAsync(sound: sound));
        Assert.Equal(failure, error.Failure);
        foreach (var text in _log.All.Select(line => line.Text + line.Error).Append(error.ToString()))
            Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
        return error;
    }

    private async Task<string> TranscribeAsync(
        string language = "he-IL", byte[]? sound = null, CancellationToken? cancellation = null)
    {
        using var logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        using var transcriber = new OpenAiCompatibleTranscriber(
            _options, _time, logs.CreateLogger<OpenAiCompatibleTranscriber>());
        return await transcriber.TranscribeAsync(sound ?? Tone, language, cancellation ?? Cancellation);
    }
}
