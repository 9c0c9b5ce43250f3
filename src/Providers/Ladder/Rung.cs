using Polly;
using Polly.CircuitBreaker;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Minds.Admission;

namespace YemotAi.Providers.Ladder;

/// <summary>
/// One model on the ladder: waits for its turn in the account's queue, is asked within its time limits, and rests when
/// it failed too often.
/// </summary>
public sealed partial class Rung
{
    /// <summary>How much longer than the wait the queue's answer may take: it lives elsewhere.</summary>
    private static readonly TimeSpan QueueMargin = TimeSpan.FromSeconds(1);

    /// <summary>After its limit, how long a turn may still take to be left: the mind's stopping.</summary>
    private static readonly TimeSpan StoppingTime = TimeSpan.FromSeconds(5);

    private readonly IActorDirectory<ProviderEvent, ProviderOutcome> _providers;
    private readonly LadderOptions _ladder;
    private readonly TimeProvider _time;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline _pipeline;
    private long _restsUntil;

    /// <summary>Makes a rung.</summary>
    /// <param name="mind">The mind.</param>
    /// <param name="options">Its limits and prices.</param>
    /// <param name="providers">The accounts' queues.</param>
    /// <param name="ladder">When it rests.</param>
    /// <param name="time">The clock.</param>
    public Rung(
        ITextMind mind,
        MindOptions options,
        IActorDirectory<ProviderEvent, ProviderOutcome> providers,
        LadderOptions ladder,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        Mind = mind;
        Options = options;
        _providers = providers;
        _ladder = ladder;
        _time = time;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = ladder.FailureRatio,
                MinimumThroughput = ladder.LeastTurns,
                SamplingDuration = ladder.Window,
                BreakDuration = ladder.Rest,
                ShouldHandle = outcome => ValueTask.FromResult(IsIllness(outcome.Outcome.Exception)),
                StateProvider = _circuit,
                OnOpened = opened =>
                {
                    Volatile.Write(ref _restsUntil, (time.GetUtcNow() + opened.BreakDuration).UtcTicks);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>The mind.</summary>
    public ITextMind Mind { get; }

    /// <summary>Its limits and prices.</summary>
    public MindOptions Options { get; }

    /// <summary>The account in whose queue it waits.</summary>
    public string Account => Options.Account.Length > 0 ? Options.Account : Options.Name;

    /// <summary>Whether asking it costs money.</summary>
    public bool IsPaid => Options.InputPrice > 0 || Options.CachedInputPrice > 0 || Options.OutputPrice > 0;

    /// <summary>Whether it rests. When the rest is over the next turn tries whether it is well.</summary>
    public bool Rests => _circuit.CircuitState == CircuitState.Open
        && _time.GetUtcNow().UtcTicks < Volatile.Read(ref _restsUntil);

    /// <summary>What something costs, in shekels.</summary>
    public decimal CostOf(MindUsage usage)
    {
        var fresh = Math.Max(0, usage.InputTokens - usage.CachedInputTokens);
        return ((fresh * Options.InputPrice) + (usage.CachedInputTokens * Options.CachedInputPrice)
            + (usage.OutputTokens * Options.OutputPrice)) / 1_000_000;
    }

    /// <summary>Asks the mind. Gives its answer, or null, and what came of it in either case.</summary>
    /// <param name="request">The turn.</param>
    /// <param name="left">How much time there is.</param>
    /// <param name="isUsable">Whether an answer can be given to a caller.</param>
    /// <param name="usedLate">Told what was used, when that is known only after the attempt was given up.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal async Task<(MindReply? Reply, MindAttempt Attempt)> TryAsync(
        MindRequest request, TimeSpan left, Func<MindReply, bool> isUsable, Action<MindUsage> usedLate, CancellationToken cancellation)
    {
        // Before it waits in the queue: whoever rests would only let it wait for nothing.
        if (Rests) return (null, Failed(MindFailure.Resting, "", TimeSpan.Zero));
        var began = _time.GetTimestamp();
        var ticket = Guid.NewGuid().ToString("N");
        var answerLimit = Shorter(Options.AnswerLimit, left);
        var leaving = true;
        try
        {
            var outcome = await EnterAsync(ticket, request, left, answerLimit, cancellation);
            var waited = _time.GetElapsedTime(began);
            if (outcome is ProviderOutcome.Refused refused)
            {
                // A queue that did not answer may give the turn all the same.
                leaving = refused.Why == ProviderRefusal.Unreachable;
                return (null, Failed(MindFailure.Busy, refused.Why.ToString(), waited) with { Waited = waited });
            }

            // The queue took what there was: a mind that has no time to answer is not asked.
            if (left - waited < _ladder.LeastTime && waited > TimeSpan.Zero)
                return (null, Failed(MindFailure.Busy, nameof(ProviderRefusal.WaitedTooLong), waited) with { Waited = waited });
            var attempt = new Attempt(this, request, Shorter(answerLimit, left - waited), isUsable, usedLate);
            leaving = false;
            var result = await attempt.RunAsync(() => LeaveAsync(ticket), cancellation);
            return (result.Reply, result.Attempt with { Waited = waited });
        }
        finally
        {
            if (leaving) await LeaveAsync(ticket);
        }
    }

    private async Task<ProviderOutcome> EnterAsync(
        string ticket, MindRequest request, TimeSpan left, TimeSpan answerLimit, CancellationToken cancellation)
    {
        var enter = new ProviderEvent.Enter(
            ticket, request.Conversation, request.Business, Shorter(Options.WaitLimit, left), answerLimit + StoppingTime);
        try
        {
            return await _providers.AskAsync(Account, enter, cancellation).WaitAsync(enter.MaxWait + QueueMargin, _time, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Whatever keeps the queue from answering (a stop, a store that is away, another machine), the next mind answers.
            return new ProviderOutcome.Refused(ProviderRefusal.Unreachable);
        }
    }

    /// <summary>
    /// Whether a failure says that the mind is ill. What lies with the conversation does not; nor does a caller who hangs
    /// up, or time that others had used up, but as the one trial after a rest neither proves that it is well.
    /// </summary>
    private bool IsIllness(Exception? error) => error switch
    {
        null => false,
        MindException { Failure: MindFailure.Safety or MindFailure.ContextFull or MindFailure.Unusable } => false,
        MindException => true,
        _ => _circuit.CircuitState == CircuitState.HalfOpen,
    };

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.Zero;

    private MindAttempt Failed(MindFailure failure, string detail, TimeSpan took) =>
        new(Options.Name, failure, detail, TimeSpan.Zero, null, took, default, 0);

    private async Task LeaveAsync(string ticket)
    {
        try
        {
            await _providers.AskAsync(Account, new ProviderEvent.Leave(ticket), CancellationToken.None);
        }
        catch (Exception)
        {
            // It takes the turn back by itself, at the end of its limit.
        }
    }
}
