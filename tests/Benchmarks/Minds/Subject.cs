namespace YemotAi.Benchmarks.Minds;

/// <summary>Something that answers turns and is measured.</summary>
internal sealed class Subject : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _ends = [];

    /// <summary>How the table calls it.</summary>
    public required string Title { get; init; }

    /// <summary>What it is compared with.</summary>
    public SubjectKind Kind { get; init; }

    /// <summary>A new conversation; the number tells those of one time apart.</summary>
    public required Func<int, ICaller> NewCaller { get; init; }

    /// <summary>The process that serves it, with what that starts.</summary>
    public required ProcessFamily Family { get; init; }

    /// <summary>How many turns each of 1, 8 and 40 callers takes in a round: few where each costs seconds.</summary>
    public required IReadOnlyList<int> Turns { get; init; }

    /// <summary>How many turns a conversation has before it is measured; with those of its history five.</summary>
    public int Before { get; init; } = 1;

    /// <summary>Whether it runs programs, whose memory is then looked at.</summary>
    public bool RunsPrograms { get; init; }

    /// <summary>Done at the end, the last one first.</summary>
    public Subject Ends(Func<ValueTask> end)
    {
        _ends.Push(end);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        while (_ends.TryPop(out var end)) await end();
    }
}
