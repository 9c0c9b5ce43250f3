using System.Diagnostics;
using YemotAi.Calls.Minds;

namespace YemotAi.Benchmarks.Minds;

/// <summary>A conversation with a mind alone, which asks as a call does: with history, session, acts and a tool.</summary>
internal sealed class MindCaller(ITextMind mind, int number) : ICaller
{
    private static readonly AgentAct[] Acts =
        [AgentAct.HangUp, AgentAct.Transfer, AgentAct.TakeMessage, AgentAct.OfferMessage];

    private static readonly DateTimeOffset Began = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly string _conversation = $"yemot:{Guid.NewGuid():N}";
    private readonly List<Exchange> _history = [.. Script.Earlier];
    private MindSession? _session;
    private int _turn;

    public async Task<MeasuredTurn> TakeTurnAsync()
    {
        var asked = Script.NumberOf(number, _turn++);
        var ear = new Ear();
        var request = new MindRequest
        {
            Conversation = _conversation,
            Said = Script.Question(asked),
            Business = "example",
            History = [.. _history],
            Session = _session,
            Began = Began,
            Now = Began.AddMinutes(5),
            Limit = TimeSpan.FromMinutes(2),
            Acts = Acts,
            Tools = [LookUp.Tool],
            Ear = ear,
        };
        var started = Stopwatch.GetTimestamp();
        try
        {
            var reply = await mind.ReplyAsync(request, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(started);
            _history.Add(new Exchange(request.Said, reply.Text));
            _session = reply.Session is null ? null : new MindSession(mind.Name, reply.Session);
            var failure = Script.IsRight(reply.Text, asked) ? null : "a wrong answer: " + reply.Text;
            return new(took, ear.First is { } first ? Stopwatch.GetElapsedTime(started, first) : null, failure);
        }
        catch (MindException error)
        {
            return new(Stopwatch.GetElapsedTime(started), null, $"{error.Failure}: {error.Message}");
        }
    }

    public async Task HangUpAsync() => await mind.EndAsync(_conversation);

    private sealed class Ear : IAnswerEar
    {
        private long _first;

        public string Heard => "";

        public long? First => Volatile.Read(ref _first) is > 0 and var first ? first : null;

        public void Add(string words)
        {
            if (words.Length > 0) Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
        }

        public void StartOver()
        {
        }
    }
}
