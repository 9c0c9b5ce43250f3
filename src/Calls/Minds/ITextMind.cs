namespace YemotAi.Calls.Minds;

/// <summary>A mind that takes the caller's words and gives the agent's.</summary>
public interface ITextMind
{
    /// <summary>The name by which settings choose it, such as <c>keyless</c>.</summary>
    string Name { get; }

    /// <summary>Answers the caller.</summary>
    /// <param name="request">What was said, and what came before.</param>
    /// <param name="cancellation">Cancelled when the caller hangs up or the answer is no longer wanted.</param>
    Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation);
}
