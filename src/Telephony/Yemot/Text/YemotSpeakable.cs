using YemotAi.Calls.Minds;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>Whether a caller of a Yemot line would hear anything of a text, by the same reading that speaks it.</summary>
public sealed class YemotSpeakable : ISpeakable
{
    /// <inheritdoc/>
    public bool HasWords(string text) => YemotText.Hebrew.Prompt(text) is not null;
}
