using YemotAi.Calls.Agent;
using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Voice.Flows;

/// <summary>
/// Answers where nobody recognises speech: says so, and works by keypad and recording. The caller can hear what is known
/// of the business, leave a message, and be put through.
/// </summary>
/// <param name="settings">How the agent answers.</param>
/// <param name="services">What all agents share.</param>
public sealed class KeypadFlow(AgentSettings settings, AgentServices services)
{
    private const int MaxSilences = 2;

    private readonly MessageTaking _messages = new(settings, services);
    private readonly VoicePhrases _phrases = VoicePhrases.Hebrew;
    private readonly AgentPhrases _agent = AgentPhrases.Hebrew;

    /// <summary>The handler.</summary>
    public async Task RunAsync(ICall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        await call.Say(Opening(call.Business));
        await call.Say(_phrases.KeypadOpening);
        var silences = 0;
        for (var turn = 0; turn < settings.MaxTurns; turn++)
        {
            await call.Say(settings.PersonNumber.Length > 0 ? _phrases.KeypadMenuWithPerson : _phrases.KeypadMenu);
            var heard = await call.Listen(new Listening { Language = settings.Language });
            silences = heard.IsSilence ? silences + 1 : 0;
            if (silences >= MaxSilences) break;
            switch (heard.Keys)
            {
                case "1":
                    await _messages.TakeAsync(call);
                    break;
                case "2":
                    await call.Say(services.Knowledge.Topics(call.Business));
                    break;
                case "0" when settings.PersonNumber.Length > 0:
                    await call.Say(_agent.Transferring);
                    await call.Transfer(settings.PersonNumber);
                    break;
                case "9":
                    await call.Say(_agent.Goodbye);
                    await call.HangUp();
                    break;
                default:
                    if (!heard.IsSilence) await call.Say(_phrases.KeypadOnly);
                    break;
            }
        }

        await call.Say(_agent.SilentGoodbye);
        await call.HangUp();
    }

    /// <summary>What is said in many calls, the first words first.</summary>
    internal IEnumerable<string> UsualTexts(string business) =>
    [
        Opening(business), _phrases.KeypadOpening, settings.PersonNumber.Length > 0 ? _phrases.KeypadMenuWithPerson : _phrases.KeypadMenu,
        _phrases.KeypadOnly, .. _agent.Fixed,
    ];

    private string Opening(string business)
    {
        var name = services.Knowledge.NameOf(business);
        return name.Length > 0 ? _phrases.KeypadGreeting.Replace("{name}", name, StringComparison.Ordinal) : _phrases.KeypadGreetingWithoutName;
    }
}
