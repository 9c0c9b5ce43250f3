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
            throw new InvalidOperationException("The call is over; nobody hears an answer.");
        var reply = await _services.Mind.ReplyAsync(
            new MindRequest
            {
                Conversation = _context.Key.Id,
                Said = wanted.Text,
                Business = _state.Stay?.Began.Business ?? "",
                History = [.. _state.History],
                Now = Now,
            },
            cancellation).WaitAsync(_options.WorkLimit, _context.Time, cancellation);
        if (_state.Left is not null)
            throw new InvalidOperationException("The call ended while the answer was awaited; nobody hears it.");
        _journal.Append(new JournalEntry.Exchanged(Now, wanted.Text, reply.Text, wanted.OperationId));
        await _journal.SaveAsync();
        return new CallOutcome(reply.Text);
    }
}
