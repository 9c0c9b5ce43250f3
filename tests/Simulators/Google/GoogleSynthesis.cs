using System.Text;
using System.Text.Json;
using YemotAi.Simulators.Speech;

namespace YemotAi.Simulators.Google;

/// <summary><c>text:synthesize</c>: what it wants, and what it makes.</summary>
internal static class GoogleSynthesis
{
    private const int MostBytes = 5_000;

    private static readonly string[] Encodings = ["LINEAR16", "MULAW", "ALAW", "MP3", "OGG_OPUS", "PCM"];

    private static readonly string[] Profiles =
    [
        "wearable-class-device", "handset-class-device", "headphone-class-device", "small-bluetooth-speaker-class-device",
        "medium-bluetooth-speaker-class-device", "large-home-entertainment-class-device", "large-automotive-class-device",
        "telephony-class-application",
    ];

    /// <summary>The text and its sound, a WAV file.</summary>
    public static (string Text, byte[] Sound) Speak(JsonElement request)
    {
        request.Only("root", "input", "voice", "audioConfig");
        var input = request.Need("input").Only("input", "text", "ssml");
        var text = input.Text("text");
        if (input.Text("ssml").Length > 0) throw GoogleJson.Bad("This simulation speaks text only.");
        if (text.Length == 0) throw GoogleJson.Bad("Input is empty.");
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            throw GoogleJson.Bad($"Either `input.text` or `input.ssml` is longer than the limit of {MostBytes} bytes.");
        var voice = request.Need("voice").Only("voice", "languageCode", "name", "ssmlGender");
        var language = voice.Text("languageCode");
        if (language.Length == 0) throw GoogleJson.Bad("Language code is required.");
        if (voice.Text("name") is { Length: > 0 } name && !name.StartsWith(language + "-", StringComparison.Ordinal))
            throw GoogleJson.Bad($"Requested language code '{language}' doesn't match the voice '{name}''s language code.");
        if (voice.Text("name") is { Length: > 0 } known && !known.Contains("-Wavenet-", StringComparison.Ordinal) && !known.Contains("-Standard-", StringComparison.Ordinal))
            throw GoogleJson.Bad($"Voice '{known}' does not exist. Is it misspelled?");
        return Sound(request.Need("audioConfig"), text);
    }

    private static (string Text, byte[] Sound) Sound(JsonElement audio, string text)
    {
        audio.Only("audio_config", "audioEncoding", "speakingRate", "pitch", "volumeGainDb", "sampleRateHertz", "effectsProfileId");
        var encoding = audio.Text("audioEncoding");
        if (!Encodings.Contains(encoding)) throw GoogleJson.Bad("Invalid audio encoding.");
        var rate = (int)audio.Number("sampleRateHertz", 24_000, 8_000, 48_000);
        if (encoding is "MULAW" or "ALAW" && rate != 8_000) throw GoogleJson.Bad($"{encoding} is of 8000 samples a second only.");
        var speed = audio.Number("speakingRate", 1, 0.25, 2);
        audio.Number("pitch", 0, -20, 20);
        audio.Number("volumeGainDb", 0, -96, 16);
        if (audio.TryGetProperty("effectsProfileId", out var profiles))
        {
            if (profiles.ValueKind != JsonValueKind.Array) throw GoogleJson.Bad("Invalid value at 'audio_config.effects_profile_id'.");
            foreach (var profile in profiles.EnumerateArray())
                if (!Profiles.Contains(profile.GetString())) throw GoogleJson.Bad($"Invalid effects profile: {profile}.");
        }

        if (encoding is not ("LINEAR16" or "MULAW")) throw GoogleJson.Bad($"This simulation makes no {encoding}.");
        var samples = SampleSpeech.Of(text, rate, speed);
        return (text, SampleWave.File(samples, rate, encoding == "MULAW"));
    }
}
