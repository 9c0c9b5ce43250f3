using System.Globalization;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Hosting.Settings;
using YemotAi.Speech;
using YemotAi.Telephony.Twilio.Endpoint;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Hosting.Twilio;

/// <summary>How calls with sound are taken: the line, the socket, the conversation, its turns, and who answers which number.</summary>
public sealed record SoundLineSettings
{
    /// <summary>The section of <see cref="Conversation"/>.</summary>
    public const string ConversationSection = "Conversation";

    /// <summary>The section of <see cref="Turns"/>.</summary>
    public const string TurnsSection = "Turns";

    /// <summary>The section of <see cref="Agents"/>.</summary>
    public const string AgentsSection = "TwilioAgents";

    internal static readonly string[] Sections =
        [TwilioLineOptions.Section, MediaSocketOptions.Section, ConversationSection, TurnsSection, AgentsSection];

    /// <summary>Section <c>TwilioLine</c>: what Twilio is told.</summary>
    public required TwilioLineOptions Line { get; init; }

    /// <summary>Section <c>TwilioMedia</c>: limits of a socket.</summary>
    public required MediaSocketOptions Media { get; init; }

    /// <summary>Section <c>Conversation</c>: limits of a conversation.</summary>
    public required ConversationOptions Conversation { get; init; }

    /// <summary>Section <c>Turns</c>: how turns are taken.</summary>
    public required TurnOptions Turns { get; init; }

    /// <summary>
    /// Section <c>TwilioAgents</c>: a list, one for each number, whose <see cref="AgentSettings.Extension"/> is the dialled
    /// number; by default one for all numbers and the business of the first Yemot agent.
    /// </summary>
    public required IReadOnlyList<AgentSettings> Agents { get; init; }

    /// <summary>How voices are told from noise (<c>VAD_RMS</c>, <c>VAD_HANGOVER_MS</c>).</summary>
    public required VoiceActivityOptions VoiceActivity { get; init; }

    /// <summary>What is said when thinking takes long (<c>THINKING_TEXT_HE</c>); empty for the built-in texts.</summary>
    public required string Hint { get; init; }

    /// <summary>The first words (<c>AI_GREETING_HE</c>); empty for those of the agent or the business.</summary>
    public required string Greeting { get; init; }

    internal static SoundLineSettings Read(SettingsReader reader, string business)
    {
        Func<string, string?> variable = Environment.GetEnvironmentVariable;
        var line = reader.Read<TwilioLineOptions>(TwilioLineOptions.Section);
        if (variable("TWIML_PLAY_GREETING") is "true" or "True" or "1") line.PlayGreeting = true;
        var activity = new VoiceActivityOptions();
        activity.MinimumRms = Number("VAD_RMS", activity.MinimumRms, 0, 10_000);
        activity.HangoverMs = (int)Number("VAD_HANGOVER_MS", activity.HangoverMs, 0, 2_000);

        return new SoundLineSettings
        {
            Line = line,
            Media = reader.Read<MediaSocketOptions>(MediaSocketOptions.Section),
            Conversation = reader.Read<ConversationOptions>(ConversationSection),
            Turns = TurnEnvironment.Apply(reader.Read<TurnOptions>(TurnsSection), variable, reader.Problem),
            Agents = reader.ReadList<AgentSettings>(AgentsSection) ?? [new AgentSettings { Business = business }],
            VoiceActivity = activity,
            Hint = variable("THINKING_TEXT_HE") ?? "",
            Greeting = variable("AI_GREETING_HE") ?? "",
        };

        double Number(string name, double usual, double least, double most)
        {
            if (variable(name) is not { Length: > 0 } text) return usual;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            reader.Problem(name, $"'{text}' does not fit. Allowed: a number from {least} to {most}.");
            return usual;
        }
    }
}
