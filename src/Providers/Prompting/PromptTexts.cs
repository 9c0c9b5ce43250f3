using System.Text;
using System.Text.Json;

namespace YemotAi.Providers.Prompting;

/// <summary>The texts for models, from the files in <c>Texts</c>.</summary>
internal sealed class PromptTexts
{
    private const string Folder = "YemotAi.Providers.Prompting.Texts.";

    private static readonly Lazy<PromptTexts> Loaded = new(() => new PromptTexts());
    private static readonly JsonSerializerOptions Options = new() { ReadCommentHandling = JsonCommentHandling.Skip };
    private readonly Dictionary<string, string> _parts;

    private PromptTexts()
    {
        Manner = Read("manner.txt").ReplaceLineEndings("\n").Trim();
        _parts = JsonSerializer.Deserialize<Dictionary<string, string>>(Read("parts.json"), Options)
            ?? throw new InvalidOperationException("The texts for models are empty.");
    }

    /// <summary>The ones that are built into this assembly.</summary>
    public static PromptTexts Instance => Loaded.Value;

    /// <summary>How an agent behaves, whatever the business.</summary>
    public string Manner { get; }

    /// <summary>
    /// A part with its places, such as <c>{name}</c>, filled in from left to right: words that look like a place stay
    /// as they are.
    /// </summary>
    public string Part(string name, params ReadOnlySpan<(string Place, string Words)> fill)
    {
        var text = _parts[name];
        var filled = new StringBuilder(text.Length + 64);
        var at = 0;
        for (var open = text.IndexOf('{', at); open >= 0; open = text.IndexOf('{', at))
        {
            var close = text.IndexOf('}', open);
            filled.Append(text, at, open - at).Append(Words(text[(open + 1)..close], fill));
            at = close + 1;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }

    private static string Words(string place, ReadOnlySpan<(string Place, string Words)> fill)
    {
        foreach (var (name, words) in fill)
        {
            if (name == place) return words;
        }

        throw new InvalidOperationException($"Nothing was given for the place {place}.");
    }

    private static string Read(string file)
    {
        using var stream = typeof(PromptTexts).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new InvalidOperationException($"The text {file} is not built in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
