using YemotAi.Calls.Minds;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Flows;

/// <summary>What the verbs of a Yemot call need.</summary>
/// <param name="mind">Who answers <see cref="YemotCall.AskAi"/>.</param>
/// <param name="mindLimit">How long it may take.</param>
/// <param name="options">Settings of the line.</param>
internal sealed class YemotFlowServices(ITextMind mind, TimeSpan mindLimit, YemotOptions options)
{
    public ITextMind Mind { get; } = mind;

    public TimeSpan MindLimit { get; } = mindLimit;

    /// <summary>The name under which the secret comes: a value of this name would never reach a handler.</summary>
    public string SecretName { get; } = options.SecretParameter;

    /// <summary>The language of recognition where the question names none; empty for the extension's own.</summary>
    public string Language { get; } = options.Language;

    public YemotTextOptions Normal { get; } = new() { MaxCharacters = options.MaxSpokenCharacters };

    public YemotTextOptions Slow { get; } = new()
    {
        MaxCharacters = options.MaxSpokenCharacters,
        EachSentenceApart = true,
    };
}
