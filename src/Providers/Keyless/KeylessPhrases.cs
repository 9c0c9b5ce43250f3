using System.Text.Json;

namespace YemotAi.Providers.Keyless;

/// <summary>The words by which small talk is known, and those with which it is answered, from the data file.</summary>
internal sealed class KeylessPhrases
{
    private const string Resource = "YemotAi.Providers.Keyless.Phrases.keyless.he.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly Lazy<KeylessPhrases> Loaded = new(() => new KeylessPhrases(Read()));
    private readonly Dictionary<string, string> _answers;

    private KeylessPhrases(Data data)
    {
        _answers = data.Answers;
        Fillers = [.. data.Fillers];
        Pointing = [.. data.Pointing];
        Further = [.. data.Further.Select(SaidWords.Of)];
        Unknown = data.Unknown;
        UnknownShort = data.UnknownShort;
        Offers = data.Offers;
        foreach (var (name, entry) in data.SmallTalk)
        {
            var kind = Enum.Parse<SmallTalkKind>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            Anywhere[kind] = [.. entry.Anywhere.Select(SaidWords.Of)];
            Alone.AddRange(entry.Alone.Select(phrase => (kind, SaidWords.Of(phrase))));
        }

        // The longest first, so that "thank you very much" is not taken for "thank you" with something after it.
        Alone.Sort((a, b) => b.Words.Count.CompareTo(a.Words.Count));
    }

    /// <summary>The ones that are built into this assembly.</summary>
    public static KeylessPhrases Instance => Loaded.Value;

    /// <summary>Words that change nothing.</summary>
    public HashSet<string> Fillers { get; }

    /// <summary>Words that point at what was spoken of before.</summary>
    public HashSet<string> Pointing { get; }

    /// <summary>What a further question begins with.</summary>
    public IReadOnlyList<List<string>> Further { get; }

    /// <summary>Phrases that mean something wherever they are said.</summary>
    public Dictionary<SmallTalkKind, List<List<string>>> Anywhere { get; } = [];

    /// <summary>Phrases that mean something only when no more is said, the longest first.</summary>
    public List<(SmallTalkKind Kind, List<string> Words)> Alone { get; } = [];

    /// <summary>What is said when nothing is found, in turn.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The same in few words, ever fewer.</summary>
    public IReadOnlyList<string> UnknownShort { get; }

    /// <summary>What all answers that offer a message contain, one or another.</summary>
    public IReadOnlyList<string> Offers { get; }

    /// <summary>An answer as written, with its places still to be filled in.</summary>
    public string Answer(string name) => _answers[name];

    private static Data Read()
    {
        using var stream = typeof(KeylessPhrases).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The data file {Resource} is not built in.");
        return JsonSerializer.Deserialize<Data>(stream, Options)
            ?? throw new InvalidOperationException($"The data file {Resource} is empty.");
    }

    private sealed record Entry(string[] Anywhere, string[] Alone);

    private sealed record Data(
        string[] Fillers,
        Dictionary<string, Entry> SmallTalk,
        string[] Further,
        string[] Pointing,
        Dictionary<string, string> Answers,
        string[] Unknown,
        string[] UnknownShort,
        string[] Offers);
}
