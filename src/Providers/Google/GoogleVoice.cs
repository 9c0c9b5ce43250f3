using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;
using YemotAi.Speech;

namespace YemotAi.Providers.Google;

/// <summary>
/// Google's voices: <c>POST /v1/text:synthesize</c> of Cloud Text-to-Speech. The whole sound of a text comes at once, so
/// short texts speak sooner.
/// </summary>
public sealed class GoogleVoice : LimitedVoice, IDisposable
{
    private const int Rate = SpeechFrame.SampleRate;

    /// <summary>Bytes of text that Google takes at once (Cloud Text-to-Speech, "Quotas and limits").</summary>
    private const int MostTextBytes = 5_000;

    /// <summary>Room for what stands around the sound in an answer.</summary>
    private const int Around = 64 << 10;

    private readonly GoogleVoiceOptions _options;
    private readonly GoogleClient _client;

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="options">The voice and limits.</param>
    /// <param name="account">Who asks. Not disposed with it.</param>
    /// <param name="time">The clock of limits.</param>
    public GoogleVoice(GoogleVoiceOptions options, GoogleAccount account, TimeProvider time)
        : base(options, time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        // Two bytes a sample, and four signs of text for three of them.
        var most = checked((options.MaxSeconds * Rate * 2 / 3 * 4) + Around);
        _client = new GoogleClient(options.AddressOf("/v1/text:synthesize"), account, most, options.Retries, time);
    }

    /// <inheritdoc/>
    public override ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(new VoiceHealth(_client.Problem.Length == 0, _client.Problem));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private protected override async IAsyncEnumerable<ReadOnlyMemory<byte>> MakeAsync(
        string words, SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Encoding.UTF8.GetByteCount(words) > MostTextBytes)
            throw Failed(VoiceFailure.BadText, $"the text has more than {MostTextBytes} bytes.");
        yield return await AskAsync(BodyOf(words, text), cancellation);
    }

    private async Task<ReadOnlyMemory<byte>> AskAsync(JsonObject body, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _client.AskAsync(body, cancellation);
            if (answer.RootElement.ValueKind == JsonValueKind.Object
                && answer.RootElement.TryGetProperty("audioContent", out var content)
                && content.ValueKind == JsonValueKind.String && content.TryGetBytesFromBase64(out var sound))
                return MuLawOf(sound);
        }
        catch (GoogleAccountException error)
        {
            throw Failed(VoiceFailure.NotConfigured, error.Message);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // As an answer without sound.
        }
        catch (TimeoutException)
        {
            throw Failed(VoiceFailure.TooSlow, "Google's token server does not answer.");
        }

        throw Failed(VoiceFailure.BadAnswer, "the answer has no sound in it.");
    }

    private JsonObject BodyOf(string words, SpokenText text)
    {
        var voice = new JsonObject { ["languageCode"] = text.Language };
        if (_options.Voice.StartsWith(text.Language + "-", StringComparison.OrdinalIgnoreCase)) voice["name"] = _options.Voice;
        var speed = double.IsFinite(text.Speed) ? text.Speed : 1;
        var audio = new JsonObject
        {
            ["audioEncoding"] = _options.Encoding == GoogleEncoding.MuLaw ? "MULAW" : "LINEAR16",
            ["sampleRateHertz"] = Rate,
            ["speakingRate"] = Math.Clamp(_options.SpeakingRate * speed, 0.25, 2),
        };
        // Some voices refuse even the number that changes nothing.
        if (_options.Pitch != 0) audio["pitch"] = _options.Pitch;
        if (_options.VolumeGainDb != 0) audio["volumeGainDb"] = _options.VolumeGainDb;
        if (_options.EffectsProfile.Length > 0) audio["effectsProfileId"] = new JsonArray(_options.EffectsProfile);
        return new JsonObject { ["input"] = new JsonObject { ["text"] = words }, ["voice"] = voice, ["audioConfig"] = audio };
    }

    private static ReadOnlyMemory<byte> MuLawOf(byte[] wave)
    {
        var samples = WaveFile.Read(wave).At(Rate);
        var bytes = new byte[samples.Length];
        G711.EncodeMuLaw(samples, bytes);
        return bytes;
    }
}
