using YemotAi.Calls.Journal;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Flows;

/// <summary>What a run of a handler needs of its call.</summary>
internal interface IFlowHost
{
    TimeProvider Time { get; }

    /// <summary>How long an effect waits for a store that is away.</summary>
    TimeSpan StorePatience { get; }

    /// <summary>Earlier exchanges with minds in this call, oldest first.</summary>
    IReadOnlyList<Exchange> History { get; }

    /// <summary>By what the mind that answered last finds the conversation again, or null.</summary>
    MindSession? Session { get; }

    /// <summary>When the call began.</summary>
    DateTimeOffset CallBegan { get; }

    /// <summary>Adds an entry to the journal; it is written with the next flush.</summary>
    void Append(JournalEntry entry);

    /// <summary>Writes what was added. When it returns, it is durable.</summary>
    ValueTask FlushAsync();

    /// <summary>Writes what was added if it can be written now, otherwise with the next turn.</summary>
    ValueTask SaveAsync();

    /// <summary>Runs something once, as one of the call's own turns, unless it is disposed before.</summary>
    IDisposable StartTimer(Action callback, TimeSpan due);

    /// <summary>Logs a failure of a handler that changes nothing for its call.</summary>
    void Complain(Exception error, string flow);

    /// <summary>A name under which no value has come yet: the platform repeats old values with every request.</summary>
    string FreeValueName(string? wanted);
}
