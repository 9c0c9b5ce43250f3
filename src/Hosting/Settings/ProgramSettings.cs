using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Hosting.Minds;
using YemotAi.Hosting.Twilio;
using YemotAi.Hosting.Voices;
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
            "Yemot", YemotManagementOptions.Section, TwilioOptions.Section, "Calls", "Agents",
            "Logging", "Urls", "Kestrel", .. MindSettings.Sections, .. VoiceSettings.Sections, .. SoundLineSettings.Sections,
        ];

    private protected ProgramSettings(SettingsReader reader, ProgramOptions program)
    {
        Program = program;
        Urls = reader.Text("Urls") ?? "http://127.0.0.1:8080";
        Yemot = reader.Read<YemotOptions>("Yemot");
        YemotManagement = reader.Read<YemotManagementOptions>(YemotManagementOptions.Section);
        Twilio = reader.Read<TwilioOptions>(TwilioOptions.Section);
        Twilio.TakeEnvironment(Environment.GetEnvironmentVariable);
        Voice = VoiceSettings.Read(reader);
        Minds = MindSettings.Read(reader);
        Calls = reader.Read<CallOptions>("Calls");
        Agents = reader.ReadList<AgentSettings>("Agents") ?? [new AgentSettings()];
        Sound = SoundLineSettings.Read(reader, Agents is [var first, ..] ? first.Business : "");
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

    /// <summary>Who speaks on lines of sound, and who hears.</summary>
    public VoiceSettings Voice { get; }

    /// <summary>Speech can be turned into words here.</summary>
    public bool HasEars => Voice.EarsInOrder().Count > 0;

    /// <summary>Recordings can be fetched and transcribed, so an agent may listen by them.</summary>
    public bool HearsRecordings => YemotManagement.IsConfigured && HasEars;

    /// <summary>Who answers.</summary>
    public MindSettings Minds { get; }

    /// <summary>Section <c>Calls</c>: limits of a call.</summary>
    public CallOptions Calls { get; }

    /// <summary>Section <c>Agents</c>: a list, one for each extension.</summary>
    public IReadOnlyList<AgentSettings> Agents { get; }

    /// <summary>How calls with sound are taken.</summary>
    public SoundLineSettings Sound { get; }

    /// <summary>The folder of <see cref="ProgramOptions.Data"/>, whole.</summary>
    public string DataFolder => Path.GetFullPath(Program.Data);
}
