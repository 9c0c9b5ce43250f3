using YemotAi.Calls.Journal;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls;

/// <content>Answers to code that keeps its own conversation and only wants the mind's words.</content>
public sealed partial class CallActor
{
    private async Task<CallOutcome> OnReplyWantedAsync(ReplyWanted wanted, CancellationToken cancellation)
    {
        // One at a time: the next one's history holds this one's answer.
        while (_replying is { IsCompleted: false } other)
            await other.ContinueWith(static _ => { }, TaskScheduler.Current);
        _replying = ReplyNowAsync(wanted, cancellation);
        return await _replying;
    }

    private async Task<CallOutcome> ReplyNowAsync(ReplyWanted wanted, CancellationToken cancellation)
    {
        if (_state.Operations.TryGetValue(wanted.OperationId, out var before)) return new CallOutcome(before);
        if (_state.Left is not null)
            throw CallIsOver();
        var reply = await AskMindAsync(wanted, cancellation);
        reply = MindRecords.Append(this, wanted.Text, reply, _services.Mind, wanted.OperationId);
        await _journal.SaveAsync();
        return new CallOutcome(reply.Text);
    }

    /// <summary>The mind's answer, which a hang-up or the work limit ends: the asking ends with the waiting.</summary>
    private async Task<MindReply> AskMindAsync(ReplyWanted wanted, CancellationToken cancellation)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _asking = asking;
        try
        {
            var reply = await _services.Mind.ReplyAsync(
                new MindRequest
                {
                    Conversation = _context.Key.Id,
                    Said = wanted.Text,
                    Business = _state.Stay?.Began.Business ?? "",
                    History = [.. _state.History],
                    Session = _state.Session,
                    Began = _state.Began ?? Now,
                    Now = Now,
                    Limit = _options.WorkLimit,
                },
                asking.Token).WaitAsync(_options.WorkLimit, _context.Time, asking.Token);
            return _state.Left is null ? reply : throw CallIsOver();
        }
        catch (OperationCanceledException) when (_state.Left is not null)
        {
            throw CallIsOver();
        }
        finally
        {
            _asking = null;
            StopAsking(asking);
        }
    }

    private void StopAsking(CancellationTokenSource? asking)
    {
        try
        {
            asking?.Cancel();
        }
        catch (AggregateException error)
        {
            // What the mind's own code does when it is cancelled ends nothing but itself.
            LogBackgroundFailed(_services.Log, error, _name, "reply");
        }
    }

    private static InvalidOperationException CallIsOver() => new("The call is over; nobody hears an answer.");
}
