using YemotAi.Calls.Voice.Turns;
using YemotAi.SpeechCorpus;

namespace YemotAi.Benchmarks.Turns;

/// <summary>What happened in a simulated call.</summary>
internal sealed class CallLog
{
    /// <summary>Segments that were recognised: which frames of the scene, and with which words.</summary>
    public List<(int From, int To, IReadOnlyList<SpokenWord> Words)> Segments { get; } = [];

    /// <summary>Turns that were handed to the agent.</summary>
    public List<(TimeSpan At, TurnActionKind Kind, IReadOnlyList<SpokenWord> Words)> Turns { get; } = [];

    /// <summary>When the agent began to speak.</summary>
    public List<TimeSpan> Answers { get; } = [];
}
