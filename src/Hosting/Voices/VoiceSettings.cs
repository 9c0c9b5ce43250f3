using YemotAi.Hosting.Settings;
using YemotAi.Providers.Google;
using YemotAi.Providers.Transcription;

namespace YemotAi.Hosting.Voices;

/// <summary>Who speaks and who hears, each by its section, and the account at Google.</summary>
public sealed record VoiceSettings
{
    /// <summary>The names of the sections.</summary>
    internal static readonly string[] Sections = [VoicesOptions.Section, EarsOptions.Section, GoogleOptions.Section, TranscriptionOptions.Section];

    /// <summary>Section <c>Voices</c>.</summary>
    public required VoicesOptions Voices { get; init; }

    /// <summary>Section <c>Ears</c>.</summary>
    public required EarsOptions Ears { get; init; }

    /// <summary>Section <c>Google</c>.</summary>
    public required GoogleOptions Google { get; init; }

    /// <summary>Section <c>Transcription</c>: the server that transcribes.</summary>
    public required TranscriptionOptions Transcription { get; init; }

    /// <summary>The ears that hear, in order.</summary>
    public IReadOnlyList<string> EarsInOrder() =>
        Ears.Order.Count > 0 ? [.. Ears.Order] : Transcription.IsConfigured ? [EarsOptions.WhisperName] : [];

    internal static VoiceSettings Read(SettingsReader reader)
    {
        // As "Minds" is set; what would be passed over must be told.
        foreach (var section in new[] { VoicesOptions.Section, EarsOptions.Section })
            if (reader.Text(section) is { Length: > 0 }) reader.Problem(section, $"it has settings of its own; the order is {section}:Order.");
        return new VoiceSettings
        {
            Voices = reader.Read<VoicesOptions>(VoicesOptions.Section),
            Ears = reader.Read<EarsOptions>(EarsOptions.Section),
            Google = reader.Read<GoogleOptions>(GoogleOptions.Section),
            Transcription = reader.Read<TranscriptionOptions>(TranscriptionOptions.Section),
        };
    }

    internal void Check(SettingsReader reader)
    {
        Tell(reader, GoogleOptions.Section, Google.Problems());
        Tell(reader, TranscriptionOptions.Section, Transcription.Problems());
        Tell(reader, "Voices:Espeak", Voices.Espeak.Problems());
        Tell(reader, "Voices:Google", Voices.Google.Problems());
        Tell(reader, "Voices:OpenAi", Voices.OpenAi.Problems());
        Tell(reader, "Voices:Rest", Voices.Rest.Problems());
        Tell(reader, "Voices:Cache", Voices.Cache.Problems());
        Tell(reader, "Ears:Google", Ears.Google.Problems());
        Tell(reader, "Ears:Rest", Ears.Rest.Problems());
        foreach (var twice in Voices.All.GroupBy(voice => voice.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Problem(VoicesOptions.Section, $"{twice.Count()} voices have the name '{twice.Key}'; each needs its own, as in Voices:OpenAi:Name.");
        CheckOrder(reader, "Voices:Order", Voices.Order, [.. Voices.All.Select(voice => voice.Name)]);
        CheckOrder(reader, "Ears:Order", Ears.Order, [EarsOptions.GoogleName, EarsOptions.WhisperName]);
        if (Ears.Order.Contains(EarsOptions.WhisperName) && !Transcription.IsConfigured)
            reader.Problem("Ears:Order", $"'{EarsOptions.WhisperName}' still needs {TranscriptionOptions.Section}:{nameof(TranscriptionOptions.BaseUrl)} (the server that transcribes).");
    }

    private static void CheckOrder(SettingsReader reader, string setting, IList<string> order, IReadOnlyList<string> known)
    {
        foreach (var twice in order.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Problem(setting, $"'{twice.Key}' is there {twice.Count()} times; allowed is each once.");
        foreach (var name in order.Where(name => !known.Contains(name)))
            reader.Problem(setting, $"there is no '{name}'. Allowed: {string.Join(", ", known)}.");
    }

    private static void Tell(SettingsReader reader, string section, IEnumerable<string> problems)
    {
        foreach (var problem in problems) reader.Problem($"{section}:{problem}");
    }
}
