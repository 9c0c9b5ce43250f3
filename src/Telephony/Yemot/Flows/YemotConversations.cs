using YemotAi.Calls;
using YemotAi.Calls.Actors;

namespace YemotAi.Telephony.Yemot.Flows;

/// <summary>
/// For code that answers Yemot by itself and only wants the mind: one method, which starts the conversation of a call
/// or goes on with it.
/// </summary>
/// <param name="calls">Where calls are.</param>
public sealed class YemotConversations(IActorDirectory<CallEvent, CallOutcome> calls)
{
    /// <summary>The mind's answer to what the caller said, with all that was said in this call before.</summary>
    /// <param name="callId">Yemot's id of the call, as <c>ApiCallId</c> gives it.</param>
    /// <param name="text">What the caller said.</param>
    /// <param name="operationId">
    /// The same for a repetition of the same request, which then gets the same answer without asking again; null when
    /// a request cannot come twice.
    /// </param>
    /// <param name="cancellation">Ends the waiting and the asking.</param>
    /// <exception cref="InvalidOperationException">The call is over.</exception>
    public async Task<string> Reply(
        string callId, string text, string? operationId = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(callId);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var wanted = new ReplyWanted(text, operationId ?? Guid.NewGuid().ToString("N"));
        return (await calls.AskAsync($"{YemotWire.WireName}:{callId}", wanted, cancellation)).Body;
    }

    /// <summary>The call has ended: its conversation is closed. Without it, the idle limit closes it.</summary>
    /// <param name="callId">Yemot's id of the call.</param>
    public Task End(string callId)
    {
        ArgumentException.ThrowIfNullOrEmpty(callId);
        var hungUp = new CallHungUp { Values = new Dictionary<string, string>() };
        return calls.AskAsync($"{YemotWire.WireName}:{callId}", hungUp, CancellationToken.None);
    }
}
