using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls;

/// <summary>What all calls of a process share.</summary>
public sealed class CallServices
{
    private readonly Dictionary<string, ICallWire> _wires;

    /// <summary>Puts it together.</summary>
    /// <param name="wires">The kinds of lines, each with its handlers.</param>
    /// <param name="archive">Where finished calls go.</param>
    /// <param name="mind">Who answers <see cref="ReplyWanted"/>.</param>
    /// <param name="options">Limits.</param>
    /// <param name="log">Where calls log to.</param>
    public CallServices(
        IEnumerable<ICallWire> wires, ICallArchive archive, ITextMind mind, CallOptions options, ILogger<CallActor> log)
    {
        _wires = wires.ToDictionary(wire => wire.Name, StringComparer.Ordinal);
        Archive = archive;
        Mind = mind;
        Options = options;
        Log = log;
        // By this figure a cluster is scaled: it must be there when there was no call yet.
        CallMetrics.Active.Add(0);
    }

    /// <summary>Where finished calls go.</summary>
    public ICallArchive Archive { get; }

    /// <summary>Who answers a developer's own requests for replies.</summary>
    public ITextMind Mind { get; }

    /// <summary>What calls on lines of sound need; null where there are none.</summary>
    public VoiceServices? Voice { get; init; }

    /// <summary>Limits.</summary>
    public CallOptions Options { get; }

    /// <summary>Where calls log to.</summary>
    public ILogger Log { get; }

    /// <summary>The wire that a call came by, told by its key.</summary>
    /// <exception cref="ArgumentException">No such wire.</exception>
    public ICallWire WireOf(string callKey)
    {
        ArgumentNullException.ThrowIfNull(callKey);
        var colon = callKey.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && _wires.TryGetValue(callKey[..colon], out var wire)
            ? wire
            : throw new ArgumentException("A call's key begins with the name of its wire and a colon.", nameof(callKey));
    }
}
