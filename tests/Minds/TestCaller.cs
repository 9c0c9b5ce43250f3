using YemotAi.Calls.Minds;

namespace YemotAi.Minds;

/// <summary>One conversation with a mind, with what a call carries from turn to turn.</summary>
internal sealed class TestCaller(ITextMind mind, string? conversation = null)
{
    /// <summary>The conversation's name.</summary>
    public string Conversation { get; } = conversation ?? $"yemot:{Guid.NewGuid():N}";

    /// <summary>The mind that is asked now.</summary>
    public ITextMind Mind { get; set; } = mind;

    /// <summary>The exchanges so far.</summary>
    public List<Exchange> History { get; } = [];

    /// <summary>What goes on from the last answer.</summary>
    public MindSession? Session { get; set; }

    /// <summary>
    /// A request for these words, as a call makes it, but with far more time than anything takes on a loaded machine.
    /// </summary>
    public MindRequest Ask(string said) => new()
    {
        Conversation = Conversation,
        Said = said,
        Business = "salon",
        Instructions = "be kind",
        History = [.. History],
        Session = Session,
        Began = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero),
        Now = new DateTimeOffset(2026, 11, 22, 8, 5, 0, TimeSpan.Zero),
        Limit = TimeSpan.FromMinutes(10),
    };

    /// <summary>Says something, and keeps what was answered.</summary>
    public Task<MindReply> SayAsync(string said, CancellationToken cancellation) => SayAsync(Ask(said), cancellation);

    /// <inheritdoc cref="SayAsync(string, CancellationToken)"/>
    public async Task<MindReply> SayAsync(MindRequest request, CancellationToken cancellation)
    {
        var reply = await Mind.ReplyAsync(request, cancellation);
        Answered(request.Said, reply.Text, reply.Session is null ? null : new MindSession(Mind.Name, reply.Session));
        return reply;
    }

    /// <summary>Keeps what someone answered.</summary>
    public void Answered(string said, string text, MindSession? session = null)
    {
        History.Add(new Exchange(said, text));
        Session = session;
    }
}
