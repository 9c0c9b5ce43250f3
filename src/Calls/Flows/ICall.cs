using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Flows;

/// <summary>
/// A call as a handler sees it on any wire: what can be said, heard and done. Each wire adds verbs of its own.
/// </summary>
/// <remarks>The verbs read like a conversation, so they go without the suffix that async methods usually have.</remarks>
public interface ICall
{
    /// <summary>What is known of the call.</summary>
    CallFacts Facts { get; }

    /// <summary>The business for which the call is answered; empty for none.</summary>
    string Business { get; }

    /// <summary>The moment of the last recorded step: the same on every run of the handler.</summary>
    DateTimeOffset Now { get; }

    /// <summary>When the stay in the extension began.</summary>
    DateTimeOffset Began { get; }

    /// <summary>Cancelled when the caller hangs up.</summary>
    CancellationToken Ended { get; }

    /// <summary>
    /// The caller hung up with the last answer. The handler is run once more with that answer, so that what it does
    /// with one is done; it stops where it would ask or think. What it would ask before a last effect it can leave out.
    /// </summary>
    bool CallerGone { get; }

    /// <summary>Says something. It is heard with the next question, or when the handler ends.</summary>
    /// <param name="text">Any text; what cannot be spoken is left out.</param>
    /// <param name="pace">How fast.</param>
    Task Say(string text, Pace pace = Pace.Normal);

    /// <summary>Listens to what the caller says or keys.</summary>
    Task<Heard> Listen(Listening how);

    /// <summary>Records the caller until a key is pressed.</summary>
    Task<Heard> Record(Recording how);

    /// <summary>Asks the mind; null when it did not answer within its limit.</summary>
    /// <param name="said">What the caller said.</param>
    /// <param name="prepare">Adds to the request: instructions, limits. Null adds nothing.</param>
    Task<MindReply?> AskAi(string said, Func<MindRequest, MindRequest>? prepare = null);

    /// <summary>Lets the mind forget what was said in this call before.</summary>
    Task Forget();

    /// <inheritdoc cref="FlowRun.ComputeAsync"/>
    Task<T> Compute<T>(string name, Func<CancellationToken, Task<T>> work, Func<T, string?>? heard = null);

    /// <inheritdoc cref="FlowRun.OnceAsync"/>
    Task<T> Once<T>(string name, Func<string, CancellationToken, Task<T>> effect);

    /// <summary>Hands the call to another telephone. Nothing in the handler runs after it.</summary>
    /// <param name="number">A telephone number in national form.</param>
    Task Transfer(string number);

    /// <summary>Ends the call after what was said is heard. Nothing in the handler runs after it.</summary>
    Task HangUp();
}
