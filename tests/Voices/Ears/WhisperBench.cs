using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Transcription;
using YemotAi.Simulators;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices.Ears;

/// <summary>OpenAI's recognition, or a server that copies Whisper's, with the simulation behind it.</summary>
public sealed class WhisperBench : EarBench
{
    private readonly TranscriptionSimulator _server;
    private readonly TranscriptionOptions _options;
    private readonly OpenAiCompatibleTranscriber _ear;

    private WhisperBench(TranscriptionSimulator server, string key, string model)
    {
        _server = server;
        _options = new TranscriptionOptions { BaseUrl = server.Address.ToString(), Key = key, Model = model, RetryDelay = TimeSpan.Zero };
        _options.Keywords.Add("דוקטור כהן");
        Assert.Empty(_options.Problems());
        _ear = new OpenAiCompatibleTranscriber(_options, Time, NullLogger<OpenAiCompatibleTranscriber>.Instance);
    }

    public override ITranscriber Ear => _ear;

    public override TimeSpan Limit => _options.RequestLimit;

    public override IReadOnlyList<string> Secrets => [_options.Key];

    /// <summary>A bench.</summary>
    public static async Task<WhisperBench> StartAsync(string model)
    {
        var key = "sk-whisper-" + Guid.NewGuid().ToString("N");
        return new WhisperBench(await TranscriptionSimulator.StartAsync(key), key, model);
    }

    public override void Hears(string words) => _server.Hears = _ => words;

    public override bool Can(SpeechFault fault) => BehaviourOf(fault) is not null;

    public override void Behave(SpeechFault fault, int times = int.MaxValue) => _server.Behave(BehaviourOf(fault)!.Value, times);

    public override ValueTask TakeAwayAsync() => _server.DisposeAsync();

    public override Task WhenAskedAsync(CancellationToken cancellation) => _server.Requests.WhenCountAsync(1, cancellation);

    public override (SoundMeasure Sound, string Language) Last()
    {
        var request = _server.Requests.All[^1];
        if (_options.Model == "gpt-transcribe") Assert.Equal("דוקטור כהן", Assert.Single(request.Keywords));
        else Assert.Equal("דוקטור כהן", request.Prompt);
        return (SoundMeasure.Of(request.File.Span)!.Value, request.Language.Length > 0 ? request.Language : Assert.Single(request.Languages));
    }

    public override async ValueTask DisposeAsync()
    {
        _ear.Dispose();
        await _server.DisposeAsync();
    }

    private static TranscriptionBehaviour? BehaviourOf(SpeechFault fault) => fault switch
    {
        SpeechFault.WrongKey => TranscriptionBehaviour.ErrorThatRepeatsTheKey,
        SpeechFault.TooManyRequests => TranscriptionBehaviour.TooManyRequests,
        SpeechFault.UsedUp => TranscriptionBehaviour.UsedUp,
        SpeechFault.ServerError => TranscriptionBehaviour.ServerError,
        SpeechFault.Overloaded => TranscriptionBehaviour.Overloaded,
        SpeechFault.Redirects => TranscriptionBehaviour.Redirects,
        SpeechFault.Holds => TranscriptionBehaviour.Holds,
        SpeechFault.BreaksOffInside => TranscriptionBehaviour.BreaksOff,
        SpeechFault.Garbage => TranscriptionBehaviour.Garbage,
        SpeechFault.WrongJson => TranscriptionBehaviour.WrongJson,
        SpeechFault.Endless => TranscriptionBehaviour.Endless,
        _ => null,
    };
}
