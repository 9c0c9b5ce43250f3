using YemotAi.Providers.Espeak;
using YemotAi.Providers.Google;
using YemotAi.Providers.OpenAi;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Voices;

/// <summary>Section <c>Voices</c>: who speaks on lines of sound.</summary>
public sealed class VoicesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Voices";

    /// <summary>
    /// Who speaks, the preferred first: <c>google</c>, <c>openai</c>, <c>espeak</c>. When one cannot, the next does. None, the
    /// default: <c>espeak</c> where <c>espeak-ng</c> is installed.
    /// </summary>
    public IList<string> Order { get; } = [];

    /// <summary>The program <c>espeak-ng</c> of this machine.</summary>
    public EspeakOptions Espeak { get; set; } = new();

    /// <summary>Google's voices.</summary>
    public GoogleVoiceOptions Google { get; set; } = new();

    /// <summary>A voice at OpenAI, or at any server that speaks as it does.</summary>
    public OpenAiVoiceOptions OpenAi { get; set; } = new();

    /// <summary>When a voice is left to rest.</summary>
    public RestOptions Rest { get; set; } = new();

    /// <summary>How much spoken sound is kept.</summary>
    public CacheOptions Cache { get; set; } = new();

    /// <summary>All voices that may be named.</summary>
    internal IEnumerable<VoiceOptions> All => [Google, OpenAi, Espeak];

    /// <summary>The voices that speak, in order.</summary>
    internal IReadOnlyList<VoiceOptions> InOrder() => Order.Count > 0
        ? [.. Order.Select(name => All.First(voice => voice.Name == name))]
        : EspeakVoice.IsThere(Espeak) ? [Espeak] : [];
}
