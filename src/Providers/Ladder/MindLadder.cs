using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Calls.Storage;

namespace YemotAi.Providers.Ladder;

/// <summary>
/// Several minds in a business's order: when one fails, is slow, is full, rests or costs too much, the next answers the
/// same words with the same history, in the same turn. The last one answers always.
/// </summary>
public sealed partial class MindLadder : ITextMind
{
    private readonly Dictionary<string, Rung> _rungs;
    private readonly ITextMind _last;
    private readonly Func<string, BusinessMinds> _mindsOf;
    private readonly IActorDirectory<BudgetEvent, BudgetOutcome> _budgets;
    private readonly ISpeakable _speakable;
    private readonly LadderOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, DateOnly> _warned = new(StringComparer.Ordinal);

    /// <summary>Makes a ladder.</summary>
    /// <param name="rungs">All models that businesses may name.</param>
    /// <param name="last">Who answers when no other does.</param>
    /// <param name="mindsOf">Which minds answer for a business, given its id.</param>
    /// <param name="budgets">What businesses have spent.</param>
    /// <param name="speakable">What of an answer can be said.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where failures of minds are logged.</param>
    public MindLadder(
        IReadOnlyList<Rung> rungs,
        ITextMind last,
        Func<string, BusinessMinds> mindsOf,
        IActorDirectory<BudgetEvent, BudgetOutcome> budgets,
        ISpeakable speakable,
        LadderOptions options,
        TimeProvider time,
        ILogger<MindLadder> log)
    {
        _rungs = rungs.ToDictionary(rung => rung.Options.Name, StringComparer.Ordinal);
        _last = last;
        _mindsOf = mindsOf;
        _budgets = budgets;
        _speakable = speakable;
        _options = options;
        _time = time;
        _log = log;
    }

    /// <inheritdoc/>
    public string Name => "ladder";

    /// <inheritdoc/>
    public bool Streams => true;

    /// <summary>All models that businesses may name.</summary>
    public IReadOnlyCollection<Rung> Rungs => _rungs.Values;

    /// <inheritdoc/>
    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = _time.GetTimestamp();
        var minds = _mindsOf(request.Business);
        var attempts = new List<MindAttempt>();
        foreach (var name in minds.Minds)
        {
            if (!_rungs.TryGetValue(name, out var rung)) continue;
            var left = request.Limit - _time.GetElapsedTime(began) - _options.LeastTime;
            if (left <= TimeSpan.Zero) break;
            var (reply, attempt) = await IsOverBudgetAsync(rung, minds, request.Business, cancellation)
                ? (null, new(name, MindFailure.OverBudget, "", TimeSpan.Zero, null, TimeSpan.Zero, default, 0))
                : await rung.TryAsync(
                    request, left, IsUsable, usage => _ = SpendAsync(request.Business, rung.CostOf(usage), minds.DailyBudget), cancellation);
            attempts.Add(attempt);
            Note(attempt, request.Business);
            _ = SpendAsync(request.Business, attempt.Cost, minds.DailyBudget);
            if (reply is null) continue;
            return reply with { Mind = name, Attempts = attempts };
        }

        return await LastAsync(request, attempts, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(string conversation)
    {
        foreach (var mind in _rungs.Values.Select(rung => rung.Mind).Append(_last))
        {
            try
            {
                await mind.EndAsync(conversation);
            }
            catch (Exception error)
            {
                // The others' conversations must end all the same.
                LogEndFailed(_log, error, mind.Name);
            }
        }
    }

    private async Task<MindReply> LastAsync(MindRequest request, List<MindAttempt> attempts, CancellationToken cancellation)
    {
        var asked = _time.GetTimestamp();
        var reply = await _last.ReplyAsync(request, cancellation);
        var attempt = new MindAttempt(
            _last.Name, null, "", TimeSpan.Zero, null, _time.GetElapsedTime(asked), reply.Usage, 0);
        // Where no other mind was asked, there is nothing to tell.
        if (attempts.Count > 0) attempts.Add(attempt);
        Note(attempt, request.Business);
        return reply with { Mind = _last.Name, Attempts = attempts };
    }

    private bool IsUsable(MindReply reply) => reply.Act != AgentAct.Continue || _speakable.HasWords(reply.Text);

    private async Task<bool> IsOverBudgetAsync(Rung rung, BusinessMinds minds, string business, CancellationToken cancellation)
    {
        if (!rung.IsPaid || minds.DailyBudget is not { } budget) return false;
        try
        {
            var asked = _budgets.AskAsync(business, new BudgetEvent(0), cancellation);
            return (await asked.WaitAsync(_options.LeastTime, _time, cancellation)).Spent >= budget;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // Not to know is no reason to leave a caller without a mind.
            LogBudgetUnknown(_log, error, business);
            return false;
        }
    }

    /// <summary>Beside the answer: no caller waits for book-keeping.</summary>
    /// <remarks>
    /// What runs at the same moment is not known to each other, so a budget may be passed by what the turns under way cost.
    /// </remarks>
    private async Task SpendAsync(string business, decimal cost, decimal? budget)
    {
        if (cost <= 0) return;
        try
        {
            var (day, spent) = await TellAsync(business, cost);
            if (budget is not { } most || spent < most * (decimal)_options.BudgetWarning) return;
            if (_warned.TryGetValue(business, out var warned) && warned == day) return;
            _warned[business] = day;
            LogBudget(_log, business, spent, most);
        }
        catch (Exception error)
        {
            LogBudgetUnknown(_log, error, business);
        }
    }

    private async Task<BudgetOutcome> TellAsync(string business, decimal cost)
    {
        var spent = new BudgetEvent(cost, Guid.NewGuid().ToString("N"));
        try
        {
            return await _budgets.AskAsync(business, spent, CancellationToken.None);
        }
        catch (StaleStateException)
        {
            return await _budgets.AskAsync(business, spent, CancellationToken.None);
        }
    }

    private void Note(MindAttempt attempt, string business)
    {
        MindMetrics.Record(attempt, business);
        if (attempt.Failure is { } failure) LogFailed(_log, attempt.Mind, failure, attempt.Detail, attempt.Took);
        else LogAnswered(_log, attempt.Mind, attempt.Took, attempt.FirstWord);
    }
}
