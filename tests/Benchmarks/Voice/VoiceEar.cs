using YemotAi.Simulators;

namespace YemotAi.Benchmarks.Voice;

/// <summary>The ear of measured programs: it is in this process, and always hears the callers' one question.</summary>
internal sealed class VoiceEar : IAsyncDisposable
{
    private const string Key = "sk-voice-benchmark";

    /// <summary>How long it takes.</summary>
    public static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(150);

    private readonly TranscriptionSimulator _server;

    private VoiceEar(TranscriptionSimulator server) => _server = server;

    /// <summary>What a program's command line says of it, and of the voice, which is espeak-ng with its cache.</summary>
    public IReadOnlyList<string> Settings =>
    [
        "--Voices:Order:0", "espeak", "--Ears:Order:0", "whisper", "--Transcription:BaseUrl", _server.Address.ToString(), "--Transcription:Key", Key,
    ];

    public static async Task<VoiceEar> StartAsync()
    {
        var server = await TranscriptionSimulator.StartAsync(Key);
        (server.Hears, server.Thinks, server.Keeps) = (_ => CallerQuestion.Words, Takes, false);
        return new VoiceEar(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
