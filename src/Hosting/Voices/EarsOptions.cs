using YemotAi.Providers.Google;
using YemotAi.Providers.Voices;

namespace YemotAi.Hosting.Voices;

/// <summary>Section <c>Ears</c>: who turns callers' speech into words, where the telephone platform does not.</summary>
public sealed class EarsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Ears";

    /// <summary>Google's ear, as <see cref="Order"/> names it.</summary>
    public const string GoogleName = "google";

    /// <summary>The server of the section <c>Transcription</c>, as <see cref="Order"/> names it.</summary>
    public const string WhisperName = "whisper";

    /// <summary>
    /// Who hears, the preferred first: <c>google</c>, and <c>whisper</c> for the server of the section <c>Transcription</c>,
    /// OpenAI's or any that speaks as it does. When one cannot, the next does. None, the default: <c>whisper</c> where that
    /// server is set, else nobody.
    /// </summary>
    public IList<string> Order { get; } = [];

    /// <summary>Google's recognition.</summary>
    public GoogleEarOptions Google { get; set; } = new();

    /// <summary>When an ear is left to rest.</summary>
    public RestOptions Rest { get; set; } = new();
}
