using YemotAi.Calls.Minds;

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

    /// <summary>How conversations are led, by the business for which a call is answered.</summary>
    public Func<string, VoiceManner> MannerOf { get; init; } = static _ => new VoiceManner();
}
