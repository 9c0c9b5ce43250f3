namespace YemotAi.Calls.Minds;

/// <summary>A mind that takes the caller's words and gives the agent's: one model of one vendor, or several in order.</summary>
/// <remarks>
/// One conformance suite holds for every implementation. A mind may be asked for many conversations at once, but never
/// for two turns of one conversation: who asks sees to that.
/// </remarks>
public interface ITextMind
{
    /// <summary>The name by which settings choose it, such as <c>keyless</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether it gives its words to <see cref="MindRequest.Ear"/> while they come; otherwise all are known at the end.
    /// </summary>
    bool Streams => false;

    /// <summary>Answers the caller: starts the conversation, or goes on with it.</summary>
    /// <param name="request">What was said, and what came before.</param>
    /// <param name="cancellation">
    /// Cancelled when the caller hangs up or the answer is no longer wanted. The task then ends soon, with nothing left
    /// running.
    /// </param>
    /// <exception cref="MindException">There is no answer; says which kind of failure it was.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation);

    /// <summary>The conversation is over: what is kept for it (a session, its file, a process) may go.</summary>
    /// <param name="conversation">Which one; one that was never heard of is no error.</param>
    ValueTask EndAsync(string conversation) => ValueTask.CompletedTask;

    /// <summary>
    /// Whether it could answer now, as far as that is known without asking the model: the program is there, a key is set.
    /// </summary>
    ValueTask<MindHealth> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(MindHealth.Ready);
}
