using YemotAi.Calls.Agent;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Hosting.Settings;
using YemotAi.Telephony.Twilio.Endpoint;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Hosting.Twilio;

/// <summary>How calls with sound are taken: the line, the socket, the conversation, its manner, and who answers which number.</summary>
public sealed record SoundLineSettings
{
    /// <summary>The section of <see cref="Conversation"/>.</summary>
    public const string ConversationSection = "Conversation";

    /// <summary>The section of <see cref="VoiceManner.Turns"/>.</summary>
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

    /// <summary>
    /// How conversations are led where a business's file says nothing else: section <c>Turns</c>, and what the environment
    /// says of the rest (<see cref="VoiceMannerSetting"/>).
    /// </summary>
    public required VoiceManner Manner { get; init; }

    /// <summary>
    /// Section <c>TwilioAgents</c>: a list, one for each number, whose <see cref="AgentSettings.Extension"/> is the dialled
    /// number; by default one for all numbers and the business of the first Yemot agent.
    /// </summary>
    public required IReadOnlyList<AgentSettings> Agents { get; init; }

    /// <summary>The first words (<c>AI_GREETING_HE</c>); empty for those of the agent or the business.</summary>
    public required string Greeting { get; init; }

    internal static SoundLineSettings Read(SettingsReader reader, string business)
    {
        Func<string, string?> variable = Environment.GetEnvironmentVariable;
        var line = reader.Read<TwilioLineOptions>(TwilioLineOptions.Section);
        if (variable("TWIML_PLAY_GREETING") is "true" or "True" or "1") line.PlayGreeting = true;
        return new SoundLineSettings
        {
            Line = line,
            Media = reader.Read<MediaSocketOptions>(MediaSocketOptions.Section),
            Conversation = reader.Read<ConversationOptions>(ConversationSection),
            Manner = MannerEnvironment.Apply(new VoiceManner { Turns = reader.Read<TurnOptions>(TurnsSection) }, variable, reader.Problem),
            Agents = reader.ReadList<AgentSettings>(AgentsSection) ?? [new AgentSettings { Business = business }],
            Greeting = variable("AI_GREETING_HE") ?? "",
        };
    }
}
