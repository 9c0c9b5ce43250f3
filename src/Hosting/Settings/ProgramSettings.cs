using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Hosting.Minds;
using YemotAi.Providers.Transcription;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Hosting.Settings;

/// <summary>The settings that every program of ours has, read. A program adds its own and has all of them checked.</summary>
public abstract class ProgramSettings
{
    /// <summary>The names of the sections, which stand beside the top.</summary>
    private protected static readonly string[] SharedSections =
        [
            "Yemot", YemotManagementOptions.Section, TwilioOptions.Section, TranscriptionOptions.Section, "Calls", "Agents",
            "Logging", "Urls", "Kestrel", .. MindSettings.Sections,
        ];

    private protected ProgramSettings(SettingsReader reader, ProgramOptions program)
    {
        Program = program;
        Urls = reader.Text("Urls") ?? "http://127.0.0.1:8080";
        Yemot = reader.Read<YemotOptions>("Yemot");
        YemotManagement = reader.Read<YemotManagementOptions>(YemotManagementOptions.Section);
        Twilio = reader.Read<TwilioOptions>(TwilioOptions.Section);
        Twilio.TakeEnvironment(Environment.GetEnvironmentVariable);
        Transcription = reader.Read<TranscriptionOptions>(TranscriptionOptions.Section);
        Minds = MindSettings.Read(reader);
        Calls = reader.Read<CallOptions>("Calls");
        Agents = reader.ReadList<AgentSettings>("Agents") ?? [new AgentSettings()];
    }

    /// <summary>The program's own, at the top.</summary>
    public ProgramOptions Program { get; }

    /// <summary>Where the program listens; several are separated by a semicolon.</summary>
    public string Urls { get; }

    /// <summary>Section <c>Yemot</c>: the line.</summary>
    public YemotOptions Yemot { get; }

    /// <summary>Section <c>YemotManagement</c>: how recordings are fetched.</summary>
    public YemotManagementOptions YemotManagement { get; }

    /// <summary>Section <c>Twilio</c>: the account, and how Twilio reaches this program.</summary>
    public TwilioOptions Twilio { get; }

    /// <summary>Section <c>Transcription</c>: who transcribes recordings.</summary>
    public TranscriptionOptions Transcription { get; }

    /// <summary>Recordings can be fetched and transcribed, so an agent may listen by them.</summary>
    public bool HearsRecordings => YemotManagement.IsConfigured && Transcription.IsConfigured;

    /// <summary>Who answers.</summary>
    public MindSettings Minds { get; }

    /// <summary>Section <c>Calls</c>: limits of a call.</summary>
    public CallOptions Calls { get; }

    /// <summary>Section <c>Agents</c>: a list, one for each extension.</summary>
    public IReadOnlyList<AgentSettings> Agents { get; }

    /// <summary>The folder of <see cref="ProgramOptions.Data"/>, whole.</summary>
    public string DataFolder => Path.GetFullPath(Program.Data);
}
