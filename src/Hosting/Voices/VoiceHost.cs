using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Voices;

/// <summary>At the start: says loudly which voice cannot speak and which ear cannot hear.</summary>
internal sealed partial class VoiceHost(VoiceLadder voices, TranscriberLadder ears, ILogger<VoiceHost> log) : BackgroundService
{
    /// <summary>Beside the first calls: a program that hangs when asked for its version keeps nobody waiting.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var voice in voices.Voices) await CheckAsync("voice", voice.Name, voice.CheckAsync, stoppingToken);
        foreach (var ear in ears.Ears) await CheckAsync("ear", ear.Name, ear.Transcriber.CheckAsync, stoppingToken);
    }

    private async Task CheckAsync(
        string kind, string name, Func<CancellationToken, ValueTask<VoiceHealth>> check, CancellationToken stopping)
    {
        try
        {
            var health = await check(stopping);
            if (health.IsReady) LogReady(log, kind, name, health.Detail);
            else LogNotReady(log, kind, name, health.Detail);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotReady(log, kind, name, error.GetType().Name);
        }
    }

    [LoggerMessage(440, LogLevel.Information, "The {Kind} '{Name}' is ready. {Detail}")]
    private static partial void LogReady(ILogger log, string kind, string name, string detail);

    [LoggerMessage(441, LogLevel.Error, "The {Kind} '{Name}' is not ready; the next one is used, if there is one. {Detail}")]
    private static partial void LogNotReady(ILogger log, string kind, string name, string detail);
}
