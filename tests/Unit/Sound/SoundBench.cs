using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;
using YemotAi.Tests;

namespace YemotAi.Unit.Sound;

/// <summary>
/// Two processes and the network between them, on a clock that a test moves: it can lose, double and delay what goes by,
/// and the actor can move.
/// </summary>
internal sealed class SoundBench
{
    private readonly PriorityQueue<Action, (TimeSpan Due, int Number)> _network = new();
    private readonly long _origin;
    private Random _random = new(1);
    private int _number;

    public SoundBench()
    {
        _origin = Time.GetTimestamp();
        Actor = NewActor();
        (Line, Caller) = NewLine();
    }

    public ManualTime Time { get; } = new();

    public SoundOptions Options { get; } = new();

    public ActorSide Actor { get; private set; }

    /// <summary>What the present activation of the actor hears.</summary>
    public ListeningEar Agent { get; private set; } = new();

    public LineSide Line { get; }

    /// <summary>What the phone hears on the first line.</summary>
    public ListeningEar Caller { get; }

    /// <summary>Requests to be attached, in the order in which they were made.</summary>
    public List<SoundAttach> Requests { get; } = [];

    /// <summary>Batches, in the order in which they were sent, with the time and whether the line sent them.</summary>
    public List<(TimeSpan At, bool Up, SoundBatch Batch)> Batches { get; } = [];

    public double Loss { get; set; }

    public double Doubling { get; set; }

    public TimeSpan MostDelay { get; set; }

    /// <summary>Nothing comes through, and no request is answered.</summary>
    public bool IsCut { get; set; }

    public TimeSpan Now => Time.GetElapsedTime(_origin);

    public void Seed(int seed) => _random = new Random(seed);

    public (LineSide Line, ListeningEar Caller) NewLine()
    {
        var caller = new ListeningEar();
        return (new LineSide(caller, new Carrier(this, null), Options, Time), caller);
    }

    /// <summary>Another activation takes the actor's place; the one before hears nothing more.</summary>
    public void Move(bool gracefully)
    {
        if (gracefully) Actor.Leave();
        Actor = NewActor();
    }

    /// <summary>Lets time pass in steps of a millisecond; both ends are looked at whenever they said they want to be.</summary>
    public void Run(int milliseconds, Action<TimeSpan>? each = null, params LineSide[] otherLines)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            while (_network.TryPeek(out _, out var due) && due.Due <= Now) _network.Dequeue()();
            foreach (var line in otherLines.Prepend(Line))
            {
                if (line.DueIn is { } dueIn && dueIn <= TimeSpan.Zero && line.Look() is { } request) Attach(line, request);
            }

            if (Actor.DueIn is { } actorDue && actorDue <= TimeSpan.Zero) Actor.Look();
            each?.Invoke(Now);
            Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private ActorSide NewActor()
    {
        var actor = new ActorSide(Options, Time);
        Agent = new ListeningEar();
        actor.Receive(Agent);
        return actor;
    }

    /// <summary>An awaited call: it is answered, or it fails.</summary>
    private void Attach(LineSide line, SoundAttach request)
    {
        Requests.Add(request);
        if (IsCut) Later(TimeSpan.FromMilliseconds(300), () => line.Failed(request));
        else
        {
            Later(Delay(), () =>
            {
                var answer = Actor.Attach(request, new Carrier(this, line));
                Later(Delay(), () => line.Answered(request, answer));
            });
        }
    }

    private void Send(bool up, SoundBatch batch, Action deliver)
    {
        Batches.Add((Now, up, batch));
        for (var copies = _random.NextDouble() < Doubling ? 2 : 1; copies > 0; copies--)
        {
            if (!IsCut && _random.NextDouble() >= Loss) Later(Delay(), deliver);
        }
    }

    private TimeSpan Delay() => MostDelay * _random.NextDouble();

    private void Later(TimeSpan after, Action what) => _network.Enqueue(what, (Now + after, _number++));

    /// <summary>One-way calls; to whatever activation is there when they arrive, or to one line.</summary>
    private sealed class Carrier(SoundBench bench, LineSide? line) : ILineCarrier
    {
        public void Carry(SoundBatch batch)
        {
            if (line is null) bench.Send(true, batch, () => bench.Actor.Take(batch));
            else bench.Send(false, batch, () => line.Take(batch));
        }

        public void Moved(int attachment) => Tell(() => line!.Moved(attachment));

        public void Replaced() => Tell(() => line!.Replaced());

        private void Tell(Action what)
        {
            if (!bench.IsCut) bench.Later(bench.Delay(), what);
        }
    }
}
