using YemotAi.Calls.Agent;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Telephony.Yemot.Flows;

/// <summary>The handlers of a Yemot line, by extension.</summary>
/// <param name="options">Settings of the line.</param>
/// <param name="mind">Who answers a handler's <see cref="YemotCall.AskAi"/>.</param>
public sealed class YemotExtensions(YemotOptions options, ITextMind mind)
{
    /// <summary>Registers for every extension that has no handler of its own.</summary>
    public const string Everywhere = "*";

    private static readonly TimeSpan DefaultMindLimit = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, CallFlow> _flows = new(StringComparer.Ordinal);

    /// <summary>The extensions that have a handler.</summary>
    public IReadOnlyCollection<string> Paths => _flows.Keys;

    /// <summary>Registers a handler.</summary>
    /// <param name="extension">
    /// The extension's path, such as <c>2/1</c>; empty is the root, <see cref="Everywhere"/> the rest.
    /// </param>
    /// <param name="handler">The conversation.</param>
    /// <param name="business">The business for which the call is answered; empty for none.</param>
    /// <exception cref="ArgumentException">The extension has a handler already.</exception>
    public YemotExtensions Map(string extension, Func<YemotCall, Task> handler, string business = "")
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(extension, "handler", business, handler, new YemotFlowServices(mind, DefaultMindLimit, options));
    }

    /// <summary>Registers an agent: it greets, listens, thinks, says, and listens again, until goodbye.</summary>
    /// <exception cref="ArgumentException">The extension has a handler already.</exception>
    public YemotExtensions MapAgent(AgentSettings settings, AgentServices services)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var agent = new AgentFlow(settings, services);
        var limit = TimeSpan.FromSeconds(settings.MindSeconds);
        return Add(settings.Extension, "agent", settings.Business, agent.RunAsync, new YemotFlowServices(mind, limit, options));
    }

    /// <summary>The handler of an extension, or null.</summary>
    public CallFlow? Find(string extension) =>
        _flows.TryGetValue(extension, out var flow) || _flows.TryGetValue(Everywhere, out flow) ? flow : null;

    private YemotExtensions Add(
        string extension, string name, string business, Func<YemotCall, Task> handler, YemotFlowServices services)
    {
        ArgumentNullException.ThrowIfNull(extension);
        var path = extension.Trim('/');
        var flow = new CallFlow($"{name} at '{path}'", async run =>
        {
            var call = new YemotCall(run, services);
            await handler(call);
            await call.EndAsync();
        })
        {
            Business = business,
        };
        if (!_flows.TryAdd(path, flow))
            throw new ArgumentException($"The extension '{path}' has a handler already.", nameof(extension));
        return this;
    }
}
