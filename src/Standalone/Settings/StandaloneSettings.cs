using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Providers.Transcription;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Minds;
using YemotAi.Standalone.Store;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Standalone.Settings;

/// <summary>All settings of the program, read and checked.</summary>
public sealed record StandaloneSettings
{
    private static readonly string[] Sections =
        [
            "Yemot", YemotManagementOptions.Section, TranscriptionOptions.Section, "Calls", "Engine", "Storage", "Agents",
            "Logging", "Urls", "Kestrel", .. MindSettings.Sections,
        ];

    /// <summary>The program's own.</summary>
    public required StandaloneOptions Program { get; init; }

    /// <summary>Where the program listens; several are separated by a semicolon.</summary>
    public required string Urls { get; init; }

    /// <summary>Section <c>Yemot</c>: the line.</summary>
    public required YemotOptions Yemot { get; init; }

    /// <summary>Section <c>YemotManagement</c>: how recordings are fetched.</summary>
    public required YemotManagementOptions YemotManagement { get; init; }

    /// <summary>Section <c>Transcription</c>: who transcribes recordings.</summary>
    public required TranscriptionOptions Transcription { get; init; }

    /// <summary>Recordings can be fetched and transcribed, so an agent may listen by them.</summary>
    public bool HearsRecordings => YemotManagement.IsConfigured && Transcription.IsConfigured;

    /// <summary>Who answers.</summary>
    public required MindSettings Minds { get; init; }

    /// <summary>Section <c>Calls</c>: limits of a call.</summary>
    public required CallOptions Calls { get; init; }

    /// <summary>Section <c>Engine</c>: limits of the engine.</summary>
    public required EngineOptions Engine { get; init; }

    /// <summary>Section <c>Storage</c>: limits of the store.</summary>
    public required StoreOptions Storage { get; init; }

    /// <summary>Section <c>Agents</c>: a list, one for each extension.</summary>
    public required IReadOnlyList<AgentSettings> Agents { get; init; }

    /// <summary>Reads and checks.</summary>
    /// <exception cref="SettingsException">Something is wrong; all of it is named, each with what is allowed.</exception>
    public static StandaloneSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SettingsReader(configuration);
        var program = reader.ReadTop<StandaloneOptions>(Sections);
        var settings = new StandaloneSettings
        {
            Program = program,
            Urls = configuration["Urls"] ?? "http://127.0.0.1:8080",
            Yemot = reader.Read<YemotOptions>("Yemot"),
            YemotManagement = reader.Read<YemotManagementOptions>(YemotManagementOptions.Section),
            Transcription = reader.Read<TranscriptionOptions>(TranscriptionOptions.Section),
            Minds = MindSettings.Read(reader),
            Calls = reader.Read<CallOptions>("Calls"),
            Engine = reader.Read<EngineOptions>("Engine"),
            Storage = reader.Read<StoreOptions>("Storage") with { Directory = Path.GetFullPath(program.Data) },
            Agents = reader.ReadList<AgentSettings>("Agents") ?? [new AgentSettings()],
        };
        if (reader.Problems.Count == 0) SettingsRules.Check(settings, reader);
        return reader.Problems.Count == 0 ? settings : throw new SettingsException(reader.Problems);
    }
}
