namespace YemotAi.Calls.Minds.Admission;

/// <summary>A wish for a turn: it waits, then it may run.</summary>
internal sealed class Wish(ProviderEvent.Enter enter, TimeSpan maxWait, long arrived)
{
    private readonly TaskCompletionSource<ProviderOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Names it.</summary>
    public string Ticket { get; } = enter.Ticket;

    /// <summary>Whose turn it would be.</summary>
    public string Conversation { get; } = enter.Conversation;

    /// <summary>For whom.</summary>
    public string Business { get; } = enter.Business;

    /// <summary>How long it may wait.</summary>
    public TimeSpan MaxWait { get; } = maxWait;

    /// <summary>How long its turn takes at most.</summary>
    public TimeSpan MaxTurn { get; } = enter.MaxTurn;

    /// <summary>When it came, as a timestamp of the actor's clock.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>When its turn began; null while it waits.</summary>
    public long? Began { get; set; }

    /// <summary>Its place in the line; null when it does not wait.</summary>
    public LinkedListNode<Wish>? Place { get; set; }

    /// <summary>Ends the waiting or, later, the turn.</summary>
    public IDisposable? Timer { get; set; }

    /// <summary>How many requests wait for the outcome: more than one when a request was repeated.</summary>
    public int Asking { get; set; }

    /// <summary>Whether somebody has been given the turn, and so will leave it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>What it comes to.</summary>
    public Task<ProviderOutcome> Outcome => _outcome.Task;

    /// <summary>Tells those who ask what it came to.</summary>
    public void Decide(ProviderOutcome outcome) => _outcome.TrySetResult(outcome);
}
