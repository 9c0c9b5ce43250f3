using YemotAi.Calls.Journal;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Flows;

/// <content>Asking a mind, and what of its answer can be said before its end is known.</content>
public sealed partial class FlowRun
{
    private ComingAnswer? _coming;
    private TaskCompletionSource<string>? _cut;

    /// <summary>
    /// Asks a mind and records its answer; null, also recorded, when it did not answer within the limit.
    /// </summary>
    /// <param name="said">What the caller said.</param>
    /// <param name="prepare">Adds to the request: instructions, limits, tools.</param>
    /// <param name="mind">Who is asked. An exception of its own reaches the handler.</param>
    /// <param name="limit">How long it may take.</param>
    public Task<MindReply?> AskMindAsync(
        string said, Func<MindRequest, MindRequest> prepare, ITextMind mind, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        ArgumentNullException.ThrowIfNull(mind);
        return ComputeAsync("mind", cancellation => AskMindNowAsync(said, prepare, mind, limit, cancellation));
    }

    /// <summary>
    /// The next sentences of the answer that a mind is giving now, which the caller is told while the rest is awaited;
    /// empty when there is no whole sentence. What is taken counts as heard.
    /// </summary>
    /// <param name="maxCharacters">How long it may be.</param>
    internal string TakeSpoken(int maxCharacters) => _coming?.Take(maxCharacters) ?? "";

    /// <summary>Whether <see cref="TakeSpoken"/> would give something.</summary>
    internal bool HasSpoken(int maxCharacters) => _coming?.Peek(maxCharacters).Length > 0;

    /// <summary>
    /// The caller interrupts the answer that a mind is giving now: it is stopped, and what was heard of it is the answer.
    /// False when no mind is asked at the moment.
    /// </summary>
    /// <param name="heard">What was heard of it.</param>
    internal bool CutMind(string heard) => _cut?.TrySetResult(heard) == true;

    private async Task<MindReply?> AskMindNowAsync(
        string said, Func<MindRequest, MindRequest> prepare, ITextMind mind, TimeSpan limit, CancellationToken cancellation)
    {
        var coming = new ComingAnswer(_stay.SpokenPart);
        var request = prepare(new MindRequest
        {
            Conversation = Facts.Key,
            Said = said,
            Business = Flow.Business,
            History = [.. _host.History],
            Session = _host.Session,
            Began = _host.CallBegan,
            Now = _host.Time.GetUtcNow(),
            Limit = limit,
            Ear = coming,
        });
        coming.MaxHeard = request.MaxCharacters;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var began = _host.Time.GetTimestamp();
        _coming = coming;
        _cut = new TaskCompletionSource<string>();
        Task<MindReply>? asked = null;
        try
        {
            asked = mind.ReplyAsync(request, giveUp.Token);
            if (!asked.IsCompleted) await Task.WhenAny(asked, _cut.Task).WaitAsync(limit, _host.Time, cancellation);
            if (_cut.Task.IsCompletedSuccessfully && !_ended.IsCancellationRequested)
                return MindRecords.AppendCut(_host, said, _cut.Task.Result);
            var reply = await asked;
            if (_ended.IsCancellationRequested) throw new OperationCanceledException(cancellation);
            // From here to the recorded step there is no await: the exchange and the step are written together.
            return MindRecords.Append(_host, said, reply, mind, coming);
        }
        catch (TimeoutException) when (asked is { IsCompleted: false })
        {
            if (_ended.IsCancellationRequested) throw new OperationCanceledException(cancellation);
            MindRecords.AppendLate(_host, said, mind, _host.Time.GetElapsedTime(began), coming);
            return null;
        }
        catch (MindException failed) when (!_ended.IsCancellationRequested)
        {
            MindRecords.AppendFailed(_host, said, mind, failed, _host.Time.GetElapsedTime(began), coming);
            throw;
        }
        finally
        {
            (_coming, _cut) = (null, null);
            // What cancels this run may reach us before it reaches the mind, and leaving unlinks the two.
            if (asked is { IsCompleted: false }) GiveUp(giveUp);
        }
    }

    private void GiveUp(CancellationTokenSource asking)
    {
        try
        {
            asking.Cancel();
        }
        catch (AggregateException error)
        {
            // What a mind's own code does when it is cancelled ends nothing but itself.
            _host.Complain(error, Flow.Name);
        }
    }
}
