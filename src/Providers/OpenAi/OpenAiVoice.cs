using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Api.Http;
using YemotAi.Providers.Voices;

namespace YemotAi.Providers.OpenAi;

/// <summary>
/// A voice at OpenAI, or at any server that speaks as it does: <c>POST {base}/audio/speech</c>, whose sound is heard while it
/// is made.
/// </summary>
/// <remarks>
/// Asked without OpenAI's package: its streamed form wraps the sound into events of text, which costs a third more bytes and
/// which not every model and server has.
/// </remarks>
public sealed class OpenAiVoice : LimitedVoice, IDisposable
{
    private const int BytesPerSample = 2;

    private readonly OpenAiVoiceOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _key;

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="options">The server, the voice and limits.</param>
    /// <param name="time">The clock of limits.</param>
    public OpenAiVoice(OpenAiVoiceOptions options, TimeProvider time)
        : base(options, time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        _http = VendorHandler.Client(checked(options.MaxSeconds * options.SampleRate * BytesPerSample), time);
        _address = options.AddressOf("/audio/speech");
        _key = options.KeyToUse();
    }

    /// <inheritdoc/>
    public override ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(
        LacksKey ? new VoiceHealth(false, NoKey) : VoiceHealth.Ready);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private const string NoKey = "There is no key. Set Voices:OpenAi:Key, or OPENAI_API_KEY in the environment.";

    private bool LacksKey => _key.Length == 0 && _options.IsVendorsOwn;

    private protected override async IAsyncEnumerable<ReadOnlyMemory<byte>> MakeAsync(
        string words, SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (LacksKey) throw Failed(VoiceFailure.NotConfigured, NoKey);
        var body = JsonSerializer.SerializeToUtf8Bytes(BodyOf(words, text));
        using var response = await Repeated.AskAsync(_options.Retries, _time, () => SendAsync(body, cancellation), cancellation);
        // A page of a proxy would be heard as noise.
        if (response.Content.Headers.ContentType?.MediaType is { } type && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("json", StringComparison.OrdinalIgnoreCase)))
            throw Failed(VoiceFailure.BadAnswer, "the answer is text, and no sound.");
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var sound = new PhoneSound(_options.SampleRate);
        var buffer = new byte[16 << 10];
        var isFirst = true;
        // The first bytes tell what it is, however few come at once.
        while (await stream.ReadAtLeastAsync(buffer, isFirst ? 4 : 1, throwOnEndOfStream: false, cancellation) is > 0 and var read)
        {
            if (isFirst && buffer.AsSpan(0, read).StartsWith("RIFF"u8))
                throw Failed(VoiceFailure.BadAnswer, "the answer is a file, and not the bare samples that were asked for.");
            isFirst = false;
            yield return sound.Add(buffer.AsSpan(0, read));
        }

        yield return sound.End();
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_key.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private JsonObject BodyOf(string words, SpokenText text)
    {
        var body = new JsonObject
        {
            ["model"] = _options.Model, ["input"] = words, ["voice"] = _options.Voice, ["response_format"] = "pcm",
        };
        if (_options.Instructions.Length > 0) body["instructions"] = _options.Instructions;
        var speed = _options.SpeakingRate * (double.IsFinite(text.Speed) ? text.Speed : 1);
        // Not every server knows the setting.
        if (speed != 1) body["speed"] = Math.Clamp(speed, 0.25, 4);
        return body;
    }
}
