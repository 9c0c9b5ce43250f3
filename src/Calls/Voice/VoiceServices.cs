using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Speech;

namespace YemotAi.Calls.Voice;

/// <summary>What all spoken conversations of a process share.</summary>
public sealed class VoiceServices
{
    /// <summary>Who speaks.</summary>
    public required IVoice Voice { get; init; }

    /// <summary>Who recognises speech; null when nobody does: then callers only key.</summary>
    public ITranscriber? Ear { get; init; }

    /// <summary>Reaches a call whose stream does not come or falls silent; null when that is not possible.</summary>
    public ILineControl? Lines { get; init; }

    /// <summary>Limits.</summary>
    public ConversationOptions Options { get; init; } = new();

    /// <summary>How turns are taken, by the business for which a call is answered.</summary>
    public Func<string, TurnOptions> TurnsOf { get; init; } = _ => new TurnOptions();

    /// <summary>How voices are told from noise.</summary>
    public VoiceActivityOptions VoiceActivity { get; init; } = new();

    /// <summary>What the agent says when thinking takes long, in turn (<c>THINKING_TEXT_HE</c>).</summary>
    public IReadOnlyList<string> Hints { get; private init; } = VoicePhrases.Hebrew.Hints;

    /// <summary>The same with one text of one's own when thinking takes long.</summary>
    public VoiceServices WithHint(string hint) => new()
    {
        Voice = Voice, Ear = Ear, Lines = Lines, Options = Options, TurnsOf = TurnsOf, VoiceActivity = VoiceActivity, Hints = [hint],
    };
}
