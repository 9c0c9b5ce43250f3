using YemotAi.Calls.Journal;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Flows;

/// <summary>What a run of a handler needs of its call.</summary>
internal interface IFlowHost
{
    TimeProvider Time { get; }

    /// <summary>Earlier exchanges with minds in this call, oldest first.</summary>
    IReadOnlyList<Exchange> History { get; }

    /// <summary>Adds an entry to the journal; it is written with the next flush.</summary>
    void Append(JournalEntry entry);

    /// <summary>Writes what was added. When it returns, it is durable.</summary>
    ValueTask FlushAsync();

    /// <summary>A name under which no value has come yet: the platform repeats old values with every request.</summary>
    string FreeValueName(string? wanted);
}
