namespace YemotAi.Providers.Transcription;

/// <summary>Settings of the server that transcribes recordings: OpenAI's, or any that speaks as it does.</summary>
public sealed class TranscriptionOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "Transcription";

    /// <summary>
    /// The address before <c>/audio/transcriptions</c>, such as <c>https://api.openai.com/v1</c> or
    /// <c>http://127.0.0.1:8000/v1</c>. Empty, the default: nothing is transcribed.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The key, sent as a bearer token; empty, the default, for a server that wants none.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The model, as the server calls it. Default <c>gpt-transcribe</c>: OpenAI's older ones, <c>whisper-1</c> among them, end
    /// on 2027-02-26. A server of one's own may want another name.
    /// </summary>
    public string Model { get; set; } = "gpt-transcribe";

    /// <summary>
    /// How the server is told the language: <c>Language</c> (a field, as Whisper has it), <c>Languages</c> (a list, as
    /// <c>gpt-transcribe</c> has it), <c>None</c>, or <c>Auto</c>, the default: as the model wants it.
    /// </summary>
    public LanguageField LanguageField { get; set; } = LanguageField.Auto;

    /// <summary>What the recordings are about, in a sentence or two. Empty, the default: not said.</summary>
    public string Prompt { get; set; } = "";

    /// <summary>
    /// Words that callers are likely to say, such as names of the business. None by default. A model that takes no keywords
    /// is told them at the end of the prompt.
    /// </summary>
    public IList<string> Keywords { get; } = [];

    /// <summary>
    /// How long one request may take. Default 20 seconds: a minute of speech takes a hosted model a few seconds, and
    /// the caller waits.
    /// </summary>
    public TimeSpan RequestLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long to wait before the one repetition of a request that failed for the moment, where the server does not
    /// say. Default half a second.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest wait that a server may ask for (<c>Retry-After</c>); with a longer one the request is not repeated.
    /// Default 5 seconds, because the caller waits.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest answer that is read, in bytes. Default 262,144: far more than is said in a minute.</summary>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;

    /// <summary>Whether the server takes lists of languages and keywords.</summary>
    internal bool TakesLists => LanguageField == LanguageField.Languages
        || (LanguageField == LanguageField.Auto && Model.StartsWith("gpt-transcribe", StringComparison.Ordinal));

    /// <summary>Whether there is a server.</summary>
    public bool IsConfigured => BaseUrl.Length > 0;

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        if (IsConfigured && !IsAddress(BaseUrl))
            yield return $"{nameof(BaseUrl)} is no address: allowed is one such as https://api.openai.com/v1, without name, password, '?' or '#'.";
        // The key goes into a header, so a line break or a Hebrew letter in it would fail every request.
        if (Key.Length > 500 || Key.Any(c => c is <= ' ' or > '~'))
            yield return $"{nameof(Key)} is not possible: allowed are up to 500 visible ASCII signs.";
        if (IsConfigured && Model.Length is 0 or > 200)
            yield return $"{nameof(Model)} is not possible: allowed is a model's name of 1 to 200 signs.";
        if (Prompt.Length > 2_000) yield return $"{nameof(Prompt)} has {Prompt.Length} characters: allowed are up to 2000.";
        if (Keywords.Count > 200 || Keywords.Any(word => word.Length is 0 or > 100))
            yield return $"{nameof(Keywords)}: allowed are up to 200 words of 1 to 100 characters.";
        if (RequestLimit < TimeSpan.FromSeconds(1) || RequestLimit > TimeSpan.FromMinutes(5))
            yield return $"{nameof(RequestLimit)} is {RequestLimit}: allowed is 00:00:01 to 00:05:00.";
        foreach (var (name, value) in new[] { (nameof(RetryDelay), RetryDelay), (nameof(MaxRetryAfter), MaxRetryAfter) })
        {
            if (value < TimeSpan.Zero || value > TimeSpan.FromMinutes(1))
                yield return $"{name} is {value}: allowed is 00:00:00 to 00:01:00.";
        }

        if (MaxAnswerBytes is < 1_024 or > 16 * 1024 * 1024)
            yield return $"{nameof(MaxAnswerBytes)} is {MaxAnswerBytes}: allowed is 1024 to 16777216.";
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0;
}
