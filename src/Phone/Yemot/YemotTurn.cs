using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>What happened between one thing that the caller did and the next time that something is wanted of him.</summary>
public sealed class YemotTurn
{
    private readonly List<HeardItem> _heard = [];
    private readonly List<YemotExchange> _exchanges = [];
    private readonly List<RuleBroken> _broken = [];

    /// <summary>What the caller heard, in order.</summary>
    public IReadOnlyList<HeardItem> Heard => _heard;

    /// <summary>The requests of the turn and their answers, in order; none when the telephone system itself asked again.</summary>
    public IReadOnlyList<YemotExchange> Exchanges => _exchanges;

    /// <summary>Every rule that the line broke in this turn.</summary>
    public IReadOnlyList<RuleBroken> Broken => _broken;

    /// <summary>Keys that came after the entry was complete and which nothing waited for.</summary>
    public string DroppedKeys { get; internal set; } = "";

    /// <summary>Whether the line gave no answer at all: not reachable, or not in time.</summary>
    public bool NoAnswer => _exchanges.Any(e => e.Answer is null);

    /// <summary>Whether Yemot rejected an answer of this turn.</summary>
    public bool IsRejected => _broken.Any(b => b.IsError);

    /// <summary>All that was heard but the caller's own entries, as one text.</summary>
    public string HeardText => string.Join(' ', _heard.Where(h => h.Kind != HeardKind.Echo));

    internal void Hear(HeardItem? item)
    {
        if (item is not null) _heard.Add(item);
    }

    internal void Hear(IEnumerable<PromptItem> items)
    {
        foreach (var item in items) Hear(Hearing.Of(item));
    }

    internal void Add(YemotExchange exchange)
    {
        _exchanges.Add(exchange);
        if (exchange.Answer is not null) _broken.AddRange(exchange.Answer.Broken);
    }

    internal void Break(YemotRule rule, int position, string offending) =>
        _broken.Add(new RuleBroken(rule, position, offending));
}
