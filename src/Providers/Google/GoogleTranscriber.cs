using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Api;
using YemotAi.Providers.Transcription;
using YemotAi.Speech;

namespace YemotAi.Providers.Google;

/// <summary>
/// Google's recognition: <c>POST /v1/speech:recognize</c> of Cloud Speech-to-Text, the whole utterance in one request.
/// </summary>
public sealed class GoogleTranscriber : ITranscriber, IDisposable
{
    private const int Rate = SpeechFrame.SampleRate;
    private const string Hebrew = "he-IL";

    /// <summary>The longest sound that Google takes in one request (Cloud Speech-to-Text, "Quotas and limits").</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly GoogleEarOptions _options;
    private readonly TimeProvider _time;
    private readonly GoogleClient _client;

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="options">Model, phrases and limits.</param>
    /// <param name="account">Who asks. Not disposed with it.</param>
    /// <param name="time">The clock of limits.</param>
    public GoogleTranscriber(GoogleEarOptions options, GoogleAccount account, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        _client = new GoogleClient(
            options.AddressOf("/v1/speech:recognize"), account, options.MaxAnswerBytes, options.Retries, time);
    }

    /// <inheritdoc/>
    public ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(new VoiceHealth(_client.Problem.Length == 0, _client.Problem));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    /// <exception cref="TranscriptionException">It was not transcribed.</exception>
    public async Task<string> TranscribeAsync(ReadOnlyMemory<byte> wave, string language, CancellationToken cancellation)
    {
        var body = BodyOf(wave, language);
        using var limit = new CancellationTokenSource(_options.RequestLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var answer = await _client.AskAsync(body, either.Token);
            return WordsOf(answer.RootElement) ?? throw BadAnswer("Google answered something that is no transcription.");
        }
        catch (Exception error) when (error is not TranscriptionException && !cancellation.IsCancellationRequested)
        {
            throw FailureOf(error);
        }
    }

    private JsonObject BodyOf(ReadOnlyMemory<byte> wave, string language)
    {
        var sound = Read(wave);
        var config = new JsonObject
        {
            ["encoding"] = _options.Encoding == GoogleEncoding.MuLaw ? "MULAW" : "LINEAR16",
            ["sampleRateHertz"] = Rate,
            ["languageCode"] = _options.Language.Length > 0 ? _options.Language : language is "" or "he" or "iw" ? Hebrew : language,
            ["maxAlternatives"] = 1,
        };
        if (_options.Model.Length > 0) config["model"] = _options.Model;
        if (_options.UseEnhanced) config["useEnhanced"] = true;
        if (_options.Punctuation) config["enableAutomaticPunctuation"] = true;
        if (_options.Phrases.Count > 0)
        {
            var context = new JsonObject { ["phrases"] = new JsonArray([.. _options.Phrases.Select(phrase => JsonValue.Create(phrase))]) };
            if (_options.PhraseBoost > 0) context["boost"] = _options.PhraseBoost;
            config["speechContexts"] = new JsonArray(context);
        }

        return new JsonObject { ["config"] = config, ["audio"] = new JsonObject { ["content"] = Convert.ToBase64String(sound) } };
    }

    private byte[] Read(ReadOnlyMemory<byte> wave)
    {
        try
        {
            var file = WaveFile.Read(wave.Span);
            if (file.Length > Longest)
                throw new TranscriptionException(TranscriptionFailure.TooLarge, $"The recording is longer than {Longest}, which Google takes at once.");
            return Bytes(file.At(Rate));
        }
        catch (WaveFileException error)
        {
            throw new TranscriptionException(TranscriptionFailure.Refused, $"The recording cannot be read. {error.Message}");
        }
    }

    private byte[] Bytes(ReadOnlySpan<short> samples)
    {
        if (_options.Encoding == GoogleEncoding.MuLaw)
        {
            var codes = new byte[samples.Length];
            G711.EncodeMuLaw(samples, codes);
            return codes;
        }

        var bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), samples[i]);
        return bytes;
    }

    /// <summary>
    /// The words of all parts, each in its likeliest form; empty when nothing was heard, of which Google says nothing. Null
    /// when the answer is none.
    /// </summary>
    private static string? WordsOf(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object) return null;
        if (!answer.TryGetProperty("results", out var results)) return "";
        if (results.ValueKind != JsonValueKind.Array) return null;
        var words = new List<string>();
        foreach (var result in results.EnumerateArray())
        {
            if (result.ValueKind != JsonValueKind.Object) return null;
            // A part in which nothing was understood has no alternatives.
            if (!result.TryGetProperty("alternatives", out var alternatives)) continue;
            if (alternatives.ValueKind != JsonValueKind.Array || alternatives.GetArrayLength() == 0) return null;
            if (!alternatives[0].TryGetProperty("transcript", out var transcript)) continue;
            if (transcript.ValueKind != JsonValueKind.String) return null;
            words.Add(TranscriptionAnswer.OnOneLine(transcript.GetString()!));
        }

        return string.Join(' ', words.Where(part => part.Length > 0));
    }

    private TranscriptionException FailureOf(Exception error) => error switch
    {
        OperationCanceledException or TimeoutException => new(
            TranscriptionFailure.TimedOut, $"Google did not answer within {_options.RequestLimit}."),
        GoogleAccountException => new(TranscriptionFailure.Unauthorized, error.Message),
        AnswerTooLongException => BadAnswer($"Google's answer is larger than {_options.MaxAnswerBytes} bytes."),
        JsonException or InvalidOperationException => BadAnswer("Google answered something that is no JSON."),
        VendorErrorException { Error: var told } => new(KindOf(told), told.Detail("Google")),
        HttpRequestException { HttpRequestError: var kind } => new(
            TranscriptionFailure.Unreachable, $"Google could not be reached ({kind}).") { MayPass = true },
        _ => new(TranscriptionFailure.Unreachable, $"Google broke off ({error.GetType().Name}).") { MayPass = true },
    };

    private static TranscriptionFailure KindOf(VendorError error) => error.Status switch
    {
        401 or 403 => TranscriptionFailure.Unauthorized,
        400 when error.Says("API key") => TranscriptionFailure.Unauthorized,
        413 => TranscriptionFailure.TooLarge,
        429 => TranscriptionFailure.RateLimited,
        408 or >= 500 => TranscriptionFailure.Unavailable,
        _ => TranscriptionFailure.Refused,
    };

    private static TranscriptionException BadAnswer(string what) => new(TranscriptionFailure.BadAnswer, what);
}
