using YemotAi.Providers.Voices;

namespace YemotAi.Providers.OpenAi;

/// <summary>Settings of a voice at OpenAI, or at any server that speaks as it does.</summary>
public sealed class OpenAiVoiceOptions : WebVoiceOptions
{
    private const string Domain = "openai.com", KeyVariable = "OPENAI_API_KEY";

    /// <summary>Sets the name <c>openai</c>.</summary>
    public OpenAiVoiceOptions() => Name = "openai";

    /// <summary>
    /// The key. Empty, the default: at OpenAI's own address that of the environment's <c>OPENAI_API_KEY</c>; any other
    /// server is asked without one.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>The model, as the server calls it. Default <c>gpt-4o-mini-tts</c>.</summary>
    public string Model { get; set; } = "gpt-4o-mini-tts";

    /// <summary>The voice, as the server calls it. Default <c>marin</c>.</summary>
    public string Voice { get; set; } = "marin";

    /// <summary>How to speak, in words, for models that can be told. Empty, the default: not said.</summary>
    public string Instructions { get; set; } = "";

    /// <summary>How fast it speaks: 1, the default, is the voice's own speed. OpenAI takes 0.25 to 4.</summary>
    public double SpeakingRate { get; set; } = 1;

    /// <summary>Samples a second in what comes. Default 24,000, as of OpenAI's format <c>pcm</c>.</summary>
    public int SampleRate { get; set; } = 24_000;

    internal override string VendorsAddress => "https://api.openai.com/v1";

    /// <summary>The key to use; empty for none.</summary>
    /// <param name="environment">Gives a variable of the environment; null for this process's own.</param>
    internal string KeyToUse(Func<string, string?>? environment = null)
    {
        if (Key.Length > 0 || !IsVendorsOwn) return Key;
        var key = (environment ?? Environment.GetEnvironmentVariable)(KeyVariable)?.Trim() ?? "";
        return IsKey(key) ? key : "";
    }

    /// <summary>Whether OpenAI's own server is asked.</summary>
    internal bool IsVendorsOwn => WebAddress.IsVendorsOwn(AddressOf(""), Domain);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        // A key goes into a header, so a line break or a Hebrew letter in it would fail every request.
        if (!IsKey(Key)) yield return $"{nameof(Key)} is not possible: allowed are up to 500 visible ASCII signs.";
        foreach (var (name, value) in new[] { (nameof(Model), Model), (nameof(Voice), Voice) })
        {
            if (value.Length is 0 or > 200 || value.Any(char.IsControl)) yield return $"{name} is not possible: allowed is a name of 1 to 200 signs.";
        }

        if (Instructions.Length > 4_096) yield return $"{nameof(Instructions)} have {Instructions.Length} characters: allowed are up to 4096.";
        if (!(SpeakingRate is >= 0.25 and <= 4)) yield return $"{nameof(SpeakingRate)} is {SpeakingRate}: allowed is 0.25 to 4.";
        if (SampleRate is not (8_000 or 16_000 or 22_050 or 24_000 or 32_000 or 44_100 or 48_000))
            yield return $"{nameof(SampleRate)} is {SampleRate}: allowed is 8000, 16000, 22050, 24000, 32000, 44100 or 48000.";
    }

    private static bool IsKey(string key) => key.Length <= 500 && key.All(c => c is > ' ' and <= '~');
}
