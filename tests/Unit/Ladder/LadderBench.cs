using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Providers;
using YemotAi.Providers.Ladder;
using YemotAi.Tests;

namespace YemotAi.Unit.Ladder;

/// <summary>A ladder over minds, queues and budgets that a test holds in its hand.</summary>
internal sealed class LadderBench
{
    private readonly List<Rung> _rungs = [];

    public ManualTime Time { get; } = new();

    public LogLines Log { get; } = new();

    public LadderOptions Options { get; } = new();

    public Queues Accounts { get; } = new();

    public Tills Budgets { get; } = new();

    public HandMind Last { get; } = new("keyless") { Replies = _ => new MindReply("תשובה אחרונה") };

    public decimal? DailyBudget { get; set; }

    /// <summary>Adds a mind to the end of the ladder.</summary>
    public HandMind Add(string name, bool streams = false, Action<MindOptions>? set = null)
    {
        var mind = new HandMind(name) { Streams = streams };
        var options = new HandOptions { Name = name };
        set?.Invoke(options);
        _rungs.Add(new Rung(mind, options, Accounts, Options, Time));
        return mind;
    }

    public MindLadder Build() => new(
        _rungs,
        Last,
        _ => new BusinessMinds([.. _rungs.Select(rung => rung.Options.Name)], DailyBudget),
        Budgets,
        new Words(),
        Options,
        Time,
        LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(Log)).CreateLogger<MindLadder>());

    public MindRequest Request(string said = "שלום", IAnswerEar? ear = null) => new()
    {
        Conversation = "yemot:1",
        Said = said,
        Business = "salon",
        History = [new Exchange("לפני", "כן")],
        Now = Time.GetUtcNow(),
        Ear = ear,
    };

    /// <summary>A mind that answers as the test says, at once or when it is let.</summary>
    internal sealed class HandMind(string name) : ITextMind
    {
        private readonly SemaphoreSlim _asked = new(0);

        public string Name => name;

        public bool Streams { get; init; }

        public Func<MindRequest, MindReply> Replies { get; set; } = _ => new MindReply("תשובה של " + name);

        /// <summary>Run before the answer, with the request and the token; by default nothing.</summary>
        public Func<MindRequest, CancellationToken, Task> Works { get; set; } = (_, _) => Task.CompletedTask;

        public ConcurrentQueue<MindRequest> Requests { get; } = new();

        public List<string> Ended { get; } = [];

        public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
        {
            Requests.Enqueue(request);
            _asked.Release();
            await Works(request, cancellation);
            return Replies(request);
        }

        public ValueTask EndAsync(string conversation)
        {
            Ended.Add(conversation);
            return ValueTask.CompletedTask;
        }

        public Task WhenAskedAsync(CancellationToken cancellation) => _asked.WaitAsync(TimeSpan.FromSeconds(30), cancellation);

        public void Fails(MindFailure failure) => Replies = _ => throw new MindException(failure, "it is ill");

        public void Hangs() => Works = (_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }

    /// <summary>Queues that let everyone in, unless told otherwise.</summary>
    internal sealed class Queues : IActorDirectory<ProviderEvent, ProviderOutcome>
    {
        private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;

        public ConcurrentQueue<(string Account, ProviderEvent.Enter Enter)> Entered { get; } = new();

        public ProviderRefusal? Refuses { get; set; }

        public ConcurrentQueue<string> Left { get; } = new();

        public bool Broken { get; set; }

        public int Inside => Volatile.Read(ref _inside);

        /// <summary>Ends when somebody has left and nobody is inside.</summary>
        public Task Empty => _empty.Task;

        public Task<ProviderOutcome> AskAsync(string id, ProviderEvent input, CancellationToken cancellation)
        {
            if (Broken) throw new TimeoutException("the queue is elsewhere");
            switch (input)
            {
                case ProviderEvent.Enter enter:
                    Entered.Enqueue((id, enter));
                    if (Refuses is { } why) return Task.FromResult<ProviderOutcome>(new ProviderOutcome.Refused(why));
                    Interlocked.Increment(ref _inside);
                    return Task.FromResult<ProviderOutcome>(new ProviderOutcome.Entered(TimeSpan.Zero));
                case ProviderEvent.Leave leave:
                    Left.Enqueue(leave.Ticket);
                    if (Interlocked.Decrement(ref _inside) == 0) _empty.TrySetResult();
                    return Task.FromResult<ProviderOutcome>(new ProviderOutcome.Noted());
                default:
                    throw new ArgumentException("not asked here", nameof(input));
            }
        }
    }

    /// <summary>What businesses have spent.</summary>
    internal sealed class Tills : IActorDirectory<BudgetEvent, BudgetOutcome>
    {
        public decimal Spent { get; set; }

        public bool Broken { get; set; }

        public Task<BudgetOutcome> AskAsync(string id, BudgetEvent input, CancellationToken cancellation)
        {
            if (Broken) throw new IOException("the till is stuck");
            Spent += input.Spent;
            return Task.FromResult(new BudgetOutcome(new DateOnly(2026, 11, 22), Spent));
        }
    }

    private sealed class HandOptions : MindOptions;

    private sealed class Words : ISpeakable
    {
        public bool HasWords(string text) => text.Any(char.IsLetterOrDigit);
    }
}
