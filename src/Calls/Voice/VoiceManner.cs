using YemotAi.Calls.Voice.Turns;
using YemotAi.Speech;

namespace YemotAi.Calls.Voice;

/// <summary>How the agent converses for one business: when it takes its turn, what it takes for a voice, how it bridges.</summary>
public sealed record VoiceManner
{
    /// <summary>How turns are taken.</summary>
    public TurnOptions Turns { get; init; } = new();

    /// <summary>How voices are told from noise.</summary>
    public VoiceActivityOptions VoiceActivity { get; init; } = new();

    /// <summary>What the agent says when thinking takes long, in turn (<c>THINKING_TEXT_HE</c>); empty for nothing.</summary>
    public IReadOnlyList<string> Hints { get; init; } = VoicePhrases.Hebrew.Hints;
}
