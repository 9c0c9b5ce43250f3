using YemotAi.Providers.Api.Http;

namespace YemotAi.Providers.Voices;

/// <summary>What is set for every voice that is reached by its vendor's web interface.</summary>
public abstract class WebVoiceOptions : VoiceOptions
{
    /// <summary>The address before the interface's own paths. Default: the vendor's own.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// How often a request is sent that fails for the moment (429, 5xx, no connection). Default 2; all of it within
    /// <see cref="VoiceOptions.FirstSoundLimit"/>.
    /// </summary>
    public int Attempts { get; set; } = 2;

    /// <summary>How long to wait before it is repeated, where the vendor does not say. Default 200 milliseconds.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The longest wait that a vendor may ask for (<c>Retry-After</c>); with a longer one the next voice is asked. Default 1
    /// second, because the caller waits.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The vendor's own address.</summary>
    internal abstract string VendorsAddress { get; }

    /// <summary>The address of one of the interface's paths.</summary>
    internal Uri AddressOf(string path) => WebAddress.Of(BaseUrl, VendorsAddress, path);

    internal RetryOptions Retries => new(Attempts, RetryDelay, MaxRetryAfter);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        foreach (var problem in WebAddress.Problems(BaseUrl, VendorsAddress)) yield return problem;
        foreach (var problem in Problems(Attempts, RetryDelay, MaxRetryAfter)) yield return problem;
    }

    /// <summary>What is wrong with how requests are repeated.</summary>
    internal static IEnumerable<string> Problems(int attempts, TimeSpan retryDelay, TimeSpan maxRetryAfter)
    {
        if (attempts is < 1 or > 10) yield return $"{nameof(Attempts)} is {attempts}: allowed is 1 to 10.";
        foreach (var (name, value) in new[] { (nameof(RetryDelay), retryDelay), (nameof(MaxRetryAfter), maxRetryAfter) })
        {
            if (value < TimeSpan.Zero || value > TimeSpan.FromMinutes(1)) yield return $"{name} is {value}: allowed is 00:00:00 to 00:01:00.";
        }
    }
}
