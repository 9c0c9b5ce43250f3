using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Flows;
using YemotAi.Telephony.Yemot.Flows;

namespace YemotAi.EndToEnd.Bench;

/// <summary>What a test puts into the program.</summary>
internal sealed record ProgramSetup
{
    /// <summary>Handlers on its line; null leaves the example agent alone there.</summary>
    public Action<YemotExtensions>? Map { get; init; }

    /// <summary>Handlers on its lines of sound; null leaves the example agent alone there.</summary>
    public Action<VoiceFlows>? MapVoice { get; init; }

    /// <summary>Who speaks there; null is the program's own.</summary>
    public IVoice? Voice { get; init; }

    /// <summary>Further command line.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The clock; null is the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The mind; null is the program's own.</summary>
    public ITextMind? Mind { get; init; }
}
