using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Voice;
using YemotAi.Speech;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>
/// The sounds that Twilio plays by itself: the greeting, and what is heard when nothing else works. They are spoken by the
/// program's own voice when they are asked for the first time, or lie as files in a folder.
/// </summary>
/// <remarks>
/// Twilio goes by the content type and not by the end of an address, so what is spoken here is a WAV file at the addresses
/// that the source documents have.
/// </remarks>
/// <param name="voice">Who speaks.</param>
/// <param name="greeting">The greeting's text.</param>
/// <param name="fallback">The text of the other.</param>
/// <param name="folder">Where files of one's own are, by the last part of the address; empty where there are none.</param>
/// <param name="log">Hears of texts that cannot be spoken.</param>
public sealed partial class TwilioSounds(IVoice voice, string greeting, string fallback, string folder, ILogger<TwilioSounds> log)
{
    private const int SamplesPerSecond = 8000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<byte[]>> _spoken = new(StringComparer.Ordinal);

    /// <summary>Adds the addresses.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapGet(TwilioAddresses.Greeting, () => AnswerAsync(TwilioAddresses.Greeting, greeting));
        endpoints.MapGet(TwilioAddresses.Fallback, () => AnswerAsync(TwilioAddresses.Fallback, fallback));
    }

    private async Task<IResult> AnswerAsync(string address, string text)
    {
        var file = folder.Length > 0 ? Path.Combine(folder, Path.GetFileName(address)) : "";
        if (file.Length > 0 && File.Exists(file)) return Results.File(file, "audio/mpeg");
        return Results.Bytes(await SpokenAsync(text), "audio/wav");
    }

    private async Task<byte[]> SpokenAsync(string text)
    {
        Task<byte[]> speaking;
        lock (_gate)
        {
            // One that failed is tried again by the next who asks.
            if (!_spoken.TryGetValue(text, out var known) || known.IsFaulted || known.IsCanceled) _spoken[text] = known = SpeakAsync(text);
            speaking = known;
        }

        try
        {
            return await speaking;
        }
        catch (Exception error)
        {
            LogUnspoken(log, error);
            // Silence for a second: the caller goes on to what follows.
            return WaveFile.Write(new short[SamplesPerSecond], SamplesPerSecond, WaveEncoding.MuLaw);
        }
    }

    private async Task<byte[]> SpeakAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var sound = new MemoryStream();
        await foreach (var piece in voice.SpeakAsync(new SpokenText(text), limit.Token)) sound.Write(piece.Span);
        var samples = new short[sound.Length];
        G711.DecodeMuLaw(sound.ToArray(), samples);
        return WaveFile.Write(samples, SamplesPerSecond, WaveEncoding.MuLaw);
    }

    [LoggerMessage(303, LogLevel.Error, "A sound for Twilio could not be spoken; silence is sent.")]
    private static partial void LogUnspoken(ILogger log, Exception error);
}
