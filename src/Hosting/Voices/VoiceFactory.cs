using YemotAi.Calls.Voice;
using YemotAi.Hosting.Settings;
using YemotAi.Providers.Espeak;
using YemotAi.Providers.Google;
using YemotAi.Providers.OpenAi;
using YemotAi.Providers.Transcription;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Voices;

/// <summary>Makes the voices and ears that settings name, and lets all go at the end.</summary>
internal sealed class VoiceFactory(
    ProgramSettings settings, IServiceProvider provider, VoiceCache cache, TimeProvider time) : IDisposable
{
    private readonly List<IDisposable> _made = [];
    private GoogleAccount? _google;

    private VoiceSettings Settings => settings.Voice;

    // Both services use one account, which gets its tokens once.
    private GoogleAccount Google => _google ??= Kept(ActivatorUtilities.CreateInstance<GoogleAccount>(provider, Settings.Google));

    /// <summary>The voices in order. Whether they work is seen later.</summary>
    public IReadOnlyList<VoiceRung> Voices() =>
        [.. Settings.Voices.InOrder().Select(options => new VoiceRung(new CachedVoice(Make(options), cache), options.FirstSoundLimit))];

    /// <summary>The ears in order. Whether they work is seen later.</summary>
    public IReadOnlyList<EarRung> Ears() => [.. Settings.EarsInOrder().Select(name => name == EarsOptions.GoogleName
        ? new EarRung(name, Kept(new GoogleTranscriber(Settings.Ears.Google, Google, time)), Settings.Ears.Google.RequestLimit)
        : new EarRung(
            name, Kept(ActivatorUtilities.CreateInstance<OpenAiCompatibleTranscriber>(provider, Settings.Transcription)), LimitOf(Settings.Transcription)))];

    public void Dispose()
    {
        // The newest first: what was made for another goes after it.
        foreach (var made in Enumerable.Reverse(_made)) made.Dispose();
        _made.Clear();
    }

    /// <summary>Two requests and the wait between them.</summary>
    private static TimeSpan LimitOf(TranscriptionOptions options)
    {
        var wait = options.RetryDelay > options.MaxRetryAfter ? options.RetryDelay : options.MaxRetryAfter;
        return (options.RequestLimit * 2) + wait;
    }

    private IVoice Make(VoiceOptions options) => options switch
    {
        EspeakOptions espeak => Kept(ActivatorUtilities.CreateInstance<EspeakVoice>(provider, espeak)),
        GoogleVoiceOptions google => Kept(new GoogleVoice(google, Google, time)),
        OpenAiVoiceOptions openAi => Kept(new OpenAiVoice(openAi, time)),
        _ => throw new ArgumentException($"There is no voice for {options.GetType().Name}.", nameof(options)),
    };

    private T Kept<T>(T made)
        where T : IDisposable
    {
        _made.Add(made);
        return made;
    }
}
