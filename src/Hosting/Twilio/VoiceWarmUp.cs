using YemotAi.Business.Profiles;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Flows;
using YemotAi.Hosting.Settings;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Twilio;

/// <summary>
/// Speaks at the start, beside the first calls, what callers will hear again and again: first words, signs of life, the
/// agent's own sentences. Then no caller waits for the voice before the first word.
/// </summary>
internal sealed partial class VoiceWarmUp(
    VoiceLadder voices, VoiceFlows flows, VoiceServices services, IReadOnlyList<BusinessProfile> businesses, ProgramSettings settings,
    TimeProvider time, ILogger<VoiceWarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var cache = settings.Voice.Voices.Cache;
        if (!voices.Voices.Any() || !cache.WarmAtStart || cache.MaxBytes == 0) return;
        var began = time.GetTimestamp();
        var hints = businesses.Select(business => business.Id).Prepend("").SelectMany(business => services.MannerOf(business).Hints);
        var texts = flows.UsualSentences.Concat(hints).Distinct(StringComparer.Ordinal)
            .Where(text => text.Length <= cache.MaxCharacters).Select(text => new SpokenText(text) { Language = services.Options.Language });
        try
        {
            LogWarm(log, await voices.WarmAsync(texts, stoppingToken), time.GetElapsedTime(began));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // All of it is spoken when it is wanted.
            LogCold(log, error);
        }
    }

    [LoggerMessage(442, LogLevel.Information, "{Sentences} sentences that callers hear often are spoken and kept; it took {Took}.")]
    private static partial void LogWarm(ILogger log, int sentences, TimeSpan took);

    [LoggerMessage(443, LogLevel.Warning, "What callers hear often could not all be spoken beforehand.")]
    private static partial void LogCold(ILogger log, Exception error);
}
