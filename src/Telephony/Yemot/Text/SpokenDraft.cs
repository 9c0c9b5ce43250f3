using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// A text on its way to being spoken. What became an item of its own (a telephone number, a date) stands in it as one
/// character of the private use area, which cannot come from outside: <see cref="PlainUnicode"/> removes those.
/// </summary>
internal sealed class SpokenDraft(string text)
{
    /// <summary>First and last of the characters that stand for items.</summary>
    public const char FirstItem = '\uE100', LastItem = '\uF8FF';

    private readonly List<PromptItem> _items = [];

    /// <summary>The text as it is now.</summary>
    public string Text { get; set; } = text;

    /// <summary>Puts an item in the place of a piece of text; gives what to write there.</summary>
    public string Hold(PromptItem item)
    {
        if (FirstItem + _items.Count > LastItem)
            return " ";
        _items.Add(item);
        return ((char)(FirstItem + _items.Count - 1)).ToString();
    }

    /// <summary>The item for which a character stands; null when it stands for itself.</summary>
    public PromptItem? Held(char character) =>
        character is >= FirstItem and <= LastItem && character - FirstItem < _items.Count
            ? _items[character - FirstItem]
            : null;
}
