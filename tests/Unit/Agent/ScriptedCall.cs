using YemotAi.Calls;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Unit.Agent;

/// <summary>A call whose caller reads from a script; when the script ends, the caller is silent for ever.</summary>
internal sealed class ScriptedCall(params Heard[] script) : ICall
{
    private readonly Queue<Heard> _script = new(script);
    private int _forgotten;

    /// <summary>All that happened, in order: what was said, heard and done.</summary>
    public List<string> Events { get; } = [];

    public List<MindRequest> Requests { get; } = [];

    public Func<MindRequest, MindReply?> Mind { get; set; } = request => new MindReply($"answer to {request.Said}.");

    public TimeSpan EachTurnTakes { get; set; } = TimeSpan.FromSeconds(5);

    public CallFacts Facts { get; set; } = new() { Key = "test:1", Caller = "0501234567" };

    public string Business => "salon";

    public DateTimeOffset Began { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public CancellationToken Ended => CancellationToken.None;

    public bool CallerGone { get; set; }

    public string LastSaid => Events.Last(e => e.StartsWith("< ", StringComparison.Ordinal))[2..];

    public Task Say(string text, Pace pace = Pace.Normal)
    {
        Events.Add(pace == Pace.Slow ? $"< (slow) {text}" : $"< {text}");
        return Task.CompletedTask;
    }

    public Task<Heard> Listen(Listening how) => Task.FromResult(Next(how.LongSpeech ? "listen long" : how.KeysToo ? "listen" : "listen, no keys"));

    public Task<Heard> Record(Recording how) => Task.FromResult(Next("record"));

    public Task<MindReply?> AskAi(string said, Func<MindRequest, MindRequest>? prepare = null)
    {
        var request = new MindRequest
        {
            Conversation = Facts.Key,
            Said = said,
            Business = Business,
            Now = Now,
            Ear = new Ear(),
            History = [.. Requests.Skip(_forgotten).Select(r => new Exchange(r.Said, "answered"))],
        };
        if (prepare is not null) request = prepare(request);
        var reply = Mind(request);
        if (reply is not null) Requests.Add(request);
        return Task.FromResult(reply);
    }

    public Task<T> Compute<T>(
        string name, Func<CancellationToken, Task<T>> work, Func<T, string?>? heard = null) =>
        work(CancellationToken.None);

    public Task Forget()
    {
        _forgotten = Requests.Count;
        return Task.CompletedTask;
    }

    public Task<T> Once<T>(string name, Func<string, CancellationToken, Task<T>> effect) =>
        Step(name, () => effect($"{Facts.Key}:{name}:{Events.Count}", CancellationToken.None));

    private static async Task<T> Step<T>(string name, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error)
        {
            throw new StepFailedException(name, error.Message, error);
        }
    }

    public Task Transfer(string number) => Over($"transfer {number}");

    public Task HangUp() => Over("hang up");

    /// <summary>Runs a handler until the call is over.</summary>
    public async Task RunAsync(Func<ICall, Task> handler)
    {
        try
        {
            await handler(this);
        }
        catch (CallOverException)
        {
            // A verb after which nothing in the handler runs.
        }
    }

    private Task Over(string how)
    {
        Events.Add(how);
        throw new CallOverException();
    }

    private Heard Next(string how)
    {
        Now += EachTurnTakes;
        Events.Add(how);
        return _script.TryDequeue(out var heard) ? heard : new Heard("");
    }

    private sealed class Ear : IAnswerEar
    {
        public string Heard => "";

        public void Add(string words)
        {
        }

        public void StartOver()
        {
        }
    }

    private sealed class CallOverException : Exception;
}
