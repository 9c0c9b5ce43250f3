using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Providers.Transcription;
using YemotAi.Simulators;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Management;
using YemotAi.Tests;

namespace YemotAi.Unit.Yemot.Management;

/// <summary>The ears over both simulators.</summary>
public sealed class YemotRecordingEarsTests : IAsyncLifetime
{
    private const string Token = "0771234567:password", Key = "sk_key_never_to_be_seen";

    private static readonly CallFacts Call = new() { Key = "yemot:call", Extension = "6" };

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly YemotOptions _yemotLine = new();
    private ILoggerFactory _logs = null!;
    private YemotManagementSimulator _yemot = null!;
    private TranscriptionSimulator _server = null!;
    private YemotManagementOptions _management = null!;
    private YemotManagementClient _files = null!;
    private OpenAiCompatibleTranscriber _transcriber = null!;
    private YemotRecordingEars _ears = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _yemot = await YemotManagementSimulator.StartAsync(Token);
        _server = await TranscriptionSimulator.StartAsync(Key);
        _logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        _management = new YemotManagementOptions
        {
            BaseUrl = _yemot.Address.ToString(),
            Token = Token,
            RetryDelay = TimeSpan.Zero,
            MaxAtOnce = 1,
        };
        var transcription = new TranscriptionOptions
        {
            BaseUrl = _server.Address.ToString(),
            Key = Key,
            RetryDelay = TimeSpan.Zero,
            RequestLimit = TimeSpan.FromMinutes(5),
        };
        _files = new YemotManagementClient(_management, _time, _logs.CreateLogger<YemotManagementClient>());
        _transcriber = new OpenAiCompatibleTranscriber(
            transcription, _time, _logs.CreateLogger<OpenAiCompatibleTranscriber>());
        _ears = new YemotRecordingEars(
            _files, _transcriber, _management, _yemotLine, _time, _logs.CreateLogger<YemotRecordingEars>());
    }

    public async ValueTask DisposeAsync()
    {
        _ears.Dispose();
        _transcriber.Dispose();
        _files.Dispose();
        _logs.Dispose();
        await _server.DisposeAsync();
        await _yemot.DisposeAsync();
    }

    [Fact]
    public async Task A_recording_is_fetched_and_transcribed()
    {
        var tone = SampleWave.Tone(500);
        _yemot.Keep("/6/000.wav", tone, missingFor: 1, halfFor: 1);
        Assert.Equal("שלום", await _ears.TranscribeAsync(Call, "000.wav", "en-US", Cancellation));
        var request = Assert.Single(_server.Requests.All);
        Assert.Equal(tone, request.File.ToArray());
        Assert.Equal("en", Assert.Single(request.Languages));
    }

    [Fact]
    public async Task Without_a_language_the_lines_own_is_taken()
    {
        _yemot.Keep("/6/000.wav", SampleWave.Tone(500));
        _yemotLine.Language = "ar-IL";
        await _ears.TranscribeAsync(Call, "000.wav", "", Cancellation);
        Assert.Equal("ar", Assert.Single(Assert.Single(_server.Requests.All).Languages));
    }

    [Fact]
    public async Task A_recording_without_sound_is_silence_and_asks_nobody()
    {
        _yemot.Keep("/6/000.wav", SampleWave.Tone(0));
        Assert.Equal("", await _ears.TranscribeAsync(Call, "000.wav", "", Cancellation));
        Assert.Empty(_server.Requests.All);
    }

    [Fact]
    public async Task A_failure_of_Yemot_is_logged_with_its_reason_and_without_the_token()
    {
        _yemot.Behaviour = ManagementBehaviour.ErrorThatRepeatsTheToken;
        await Assert.ThrowsAsync<YemotManagementException>(() => _ears.TranscribeAsync(Call, "000.wav", "", Cancellation));
        Assert.Contains("Forbidden", Assert.Single(Warnings()), StringComparison.Ordinal);
        NoSecrets();
    }

    [Fact]
    public async Task A_failure_of_the_transcription_is_logged_with_its_reason_and_without_the_key()
    {
        _yemot.Keep("/6/000.wav", SampleWave.Tone(500));
        _server.Behave(TranscriptionBehaviour.ErrorThatRepeatsTheKey);
        await Assert.ThrowsAsync<TranscriptionException>(() => _ears.TranscribeAsync(Call, "000.wav", "", Cancellation));
        Assert.Contains("401", Assert.Single(Warnings()), StringComparison.Ordinal);
        NoSecrets();
    }

    [Fact]
    public async Task A_failure_frees_the_place_for_the_next()
    {
        await Assert.ThrowsAsync<YemotManagementException>(() => _ears.TranscribeAsync(Call, "..", "", Cancellation));
        _yemot.Keep("/6/000.wav", SampleWave.Tone(500));
        Assert.Equal("שלום", await _ears.TranscribeAsync(Call, "000.wav", "", Cancellation));
    }

    [Fact]
    public async Task The_whole_takes_no_longer_than_its_limit_the_wait_for_a_place_included()
    {
        _yemot.Keep("/6/000.wav", SampleWave.Tone(500));
        _server.Behave(TranscriptionBehaviour.Holds);
        var limit = _management.RecordingLimit;
        // It keeps the only place until the one that waits has given up.
        _management.RecordingLimit = 2 * limit;
        var slow = _ears.TranscribeAsync(Call, "000.wav", "", Cancellation);
        await _server.Requests.WhenCountAsync(1, Cancellation);
        _management.RecordingLimit = limit;
        var waiting = _ears.TranscribeAsync(Call, "000.wav", "", Cancellation);
        _time.Advance(limit);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        _time.Advance(limit);
        await Assert.ThrowsAsync<TimeoutException>(() => slow);
        // The one that waited has asked for nothing.
        Assert.Single(_yemot.Requests.All);
        Assert.Equal(2, Warnings().Count());
    }

    [Fact]
    public async Task A_hang_up_ends_the_work_and_is_no_failure()
    {
        _yemot.Keep("/6/000.wav", SampleWave.Tone(500));
        _server.Behave(TranscriptionBehaviour.Holds);
        using var gone = new CancellationTokenSource();
        var slow = _ears.TranscribeAsync(Call, "000.wav", "", gone.Token);
        await _server.Requests.WhenCountAsync(1, Cancellation);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task A_caller_talks_with_an_agent_by_recordings_and_is_asked_again_while_the_server_is_down()
    {
        _yemot.Keep("/6/000.wav", SampleWave.Tone(500), missingFor: 1);
        _yemot.Keep("/6/001.wav", SampleWave.Tone(500));
        await using var line = new RecordingLine(_ears, _time);
        await line.TurnAsync();
        Assert.Contains("t-you said שלום", await line.TurnAsync("/6/000.wav"), StringComparison.Ordinal);
        _server.Behave(TranscriptionBehaviour.ServerError);
        Assert.Contains(RecordingLine.Spoken(AgentPhrases.Hebrew.SayAgain), await line.TurnAsync("/6/001.wav"), StringComparison.Ordinal);
        _server.Behave(TranscriptionBehaviour.Normal);
        Assert.Contains("t-you said שלום", await line.TurnAsync("001.wav"), StringComparison.Ordinal);
    }

    private IEnumerable<string> Warnings() =>
        _log.All.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text);

    private void NoSecrets()
    {
        foreach (var (_, text, error) in _log.All)
        {
            Assert.DoesNotContain("0771234567", text + error, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, text + error, StringComparison.Ordinal);
        }
    }
}
