using YemotAi.Providers.Api.Http;
using YemotAi.Providers.Voices;

namespace YemotAi.Providers.Google;

/// <summary>Settings of Google's recognition (Cloud Speech-to-Text, v1).</summary>
public sealed class GoogleEarOptions
{
    /// <summary>The address before the interface's own paths. Default: Google's own.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// The language as Google is told it. Empty, the default: as it is asked for, such as <c>he-IL</c>.
    /// </summary>
    public string Language { get; set; } = "";

    /// <summary>
    /// The model. Empty, the default: Google's own choice. For Hebrew it has <c>default</c> and <c>command_and_search</c>, which
    /// is made for short utterances.
    /// </summary>
    public string Model { get; set; } = "";

    /// <summary>Whether a model's better and dearer form is asked for, where there is one. Default false.</summary>
    public bool UseEnhanced { get; set; }

    /// <summary>Whether Google puts in full stops and commas, where it can for the language. Default false.</summary>
    public bool Punctuation { get; set; }

    /// <summary>Words and phrases that callers are likely to say, such as names of the business. None by default.</summary>
    public IList<string> Phrases { get; } = [];

    /// <summary>How much likelier these are than other words, 0 to 20. Default 10; 0 leaves it to Google.</summary>
    public double PhraseBoost { get; set; } = 10;

    /// <summary>How the sound is sent: <c>Linear16</c> (the default) or <c>MuLaw</c>, half as many bytes.</summary>
    public GoogleEncoding Encoding { get; set; } = GoogleEncoding.Linear16;

    /// <summary>How long a recognition may take before the next ear is asked. Default 5 seconds: the caller waits.</summary>
    public TimeSpan RequestLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a request is sent that fails for the moment (429, 5xx, no connection). Default 2.</summary>
    public int Attempts { get; set; } = 2;

    /// <summary>How long to wait before it is repeated, where Google does not say. Default 200 milliseconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait that Google may ask for (<c>Retry-After</c>). Default 1 second.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest answer that is read, in bytes. Default 262,144: far more than is said in a minute.</summary>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;

    internal const string VendorsAddress = "https://speech.googleapis.com";

    internal Uri AddressOf(string path) => WebAddress.Of(BaseUrl, VendorsAddress, path);

    internal RetryOptions Retries => new(Attempts, RetryDelay, MaxRetryAfter);

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in WebAddress.Problems(BaseUrl, VendorsAddress)) yield return problem;
        foreach (var problem in WebVoiceOptions.Problems(Attempts, RetryDelay, MaxRetryAfter)) yield return problem;
        foreach (var (name, value) in new[] { (nameof(Language), Language), (nameof(Model), Model) })
        {
            if (value.Length > 60 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                yield return $"{name} '{value}' is not possible: allowed are letters a to z, digits, '-' and '_', or empty.";
        }

        // Google's limits for the phrases of one request.
        if (Phrases.Count > 5_000) yield return $"{nameof(Phrases)} are {Phrases.Count}: allowed are up to 5000.";
        if (Phrases.Any(phrase => phrase.Length is 0 or > 100)) yield return $"{nameof(Phrases)}: allowed are phrases of 1 to 100 characters.";
        if (!(PhraseBoost is >= 0 and <= 20)) yield return $"{nameof(PhraseBoost)} is {PhraseBoost}: allowed is 0 to 20.";
        if (RequestLimit < TimeSpan.FromSeconds(1) || RequestLimit > TimeSpan.FromMinutes(5))
            yield return $"{nameof(RequestLimit)} is {RequestLimit}: allowed is 00:00:01 to 00:05:00.";
        if (MaxAnswerBytes is < 1_024 or > 16 * 1024 * 1024)
            yield return $"{nameof(MaxAnswerBytes)} is {MaxAnswerBytes}: allowed is 1024 to 16777216.";
    }
}
