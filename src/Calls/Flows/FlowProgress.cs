using YemotAi.Calls.Journal;

namespace YemotAi.Calls.Flows;

/// <summary>What a run of a handler came to.</summary>
internal abstract record FlowProgress
{
    private FlowProgress()
    {
    }

    /// <summary>There is something to say to the caller, and perhaps to ask.</summary>
    public sealed record Answered(FlowAnswer Answer, Question? Question) : FlowProgress;

    /// <summary>The handler does not fit what the journal has of it.</summary>
    public sealed record Diverged(string Why) : FlowProgress;

    /// <summary>The handler threw, or took too long.</summary>
    public sealed record Failed(Exception Error) : FlowProgress;

    /// <summary>The caller is gone and the handler has done what it had to do without one.</summary>
    public sealed record Stopped : FlowProgress;
}
