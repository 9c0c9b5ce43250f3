using YemotAi.Calls.Agent;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice.Speaking;

namespace YemotAi.Calls.Voice.Flows;

/// <summary>The handlers of the lines of sound, by the number that was dialled.</summary>
/// <param name="mind">Who answers a handler's <see cref="VoiceCall.AskAi"/>.</param>
/// <param name="messages">Keeps what callers leave with the telephone platform when nothing else works.</param>
public sealed class VoiceFlows(ITextMind mind, MessageLeftFlow messages)
{
    /// <summary>Registers for every number that has no handler of its own.</summary>
    public const string Everywhere = "*";

    private static readonly TimeSpan DefaultMindLimit = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, CallFlow> _flows = new(StringComparer.Ordinal);
    private readonly List<(int Rank, string Text)> _usual = [];

    /// <summary>
    /// What agents say in many calls, sentence by sentence as it is spoken, the first words of all agents first: worth being
    /// spoken before anybody calls.
    /// </summary>
    public IEnumerable<string> UsualSentences =>
        _usual.OrderBy(text => text.Rank).SelectMany(text => SpokenSentences.Of(text.Text)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a number has a handler of its own.</summary>
    public bool Has(string number) => _flows.ContainsKey(KeyOf(number));

    /// <summary>Registers a handler.</summary>
    /// <param name="number">The dialled number in any form, or <see cref="Everywhere"/>.</param>
    /// <param name="handler">The conversation.</param>
    /// <param name="business">The business for which the call is answered; empty for none.</param>
    /// <exception cref="ArgumentException">The number has a handler already.</exception>
    public VoiceFlows Map(string number, Func<VoiceCall, Task> handler, string business = "")
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(number, "handler", business, handler, DefaultMindLimit);
    }

    /// <summary>
    /// Registers an agent: it greets, listens, thinks, says, until goodbye. Its <see cref="AgentSettings.Extension"/> is
    /// the dialled number.
    /// </summary>
    /// <param name="settings">How it answers.</param>
    /// <param name="services">What all agents share.</param>
    /// <param name="hears">Whether somebody recognises speech; else it works by keypad and recording.</param>
    /// <exception cref="ArgumentException">The number has a handler already.</exception>
    public VoiceFlows MapAgent(AgentSettings settings, AgentServices services, bool hears)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Func<ICall, Task> agent;
        IEnumerable<string> usual;
        if (hears)
        {
            var flow = new AgentFlow(settings, services);
            (agent, usual) = (flow.RunAsync, flow.UsualTexts(settings.Business));
        }
        else
        {
            var flow = new KeypadFlow(settings, services);
            (agent, usual) = (flow.RunAsync, flow.UsualTexts(settings.Business));
        }

        Add(settings.Extension, "agent", settings.Business, agent, TimeSpan.FromSeconds(settings.MindSeconds));
        _usual.AddRange(usual.Select((text, rank) => (rank, text)));
        return this;
    }

    /// <summary>The handler of a call, or null.</summary>
    public CallFlow? Find(CallFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!_flows.TryGetValue(DigitsOf(facts.Dialled), out var flow) && !_flows.TryGetValue(Everywhere, out flow)) return null;
        return facts.Extension == CallActor.MessageLeft ? Put("message left", flow.Business, messages.RunAsync, DefaultMindLimit) : flow;
    }

    private VoiceFlows Add(string number, string name, string business, Func<VoiceCall, Task> handler, TimeSpan mindLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        var key = KeyOf(number);
        if (!_flows.TryAdd(key, Put($"{name} at '{key}'", business, handler, mindLimit)))
            throw new ArgumentException($"The number '{number}' has a handler already.", nameof(number));
        return this;
    }

    private CallFlow Put(string name, string business, Func<VoiceCall, Task> handler, TimeSpan mindLimit) =>
        new(name, async run =>
        {
            var call = new VoiceCall(run, mind, mindLimit);
            await handler(call);
            await call.HangUp();
        })
        {
            Business = business,
        };

    private static string KeyOf(string number) => number == Everywhere ? number : DigitsOf(number);

    /// <summary>The national digits of a number: +972-3-1234567 and 03-1234567 are the same.</summary>
    private static string DigitsOf(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.StartsWith("972", StringComparison.Ordinal) && number.TrimStart().StartsWith('+') ? "0" + digits[3..] : digits;
    }
}
