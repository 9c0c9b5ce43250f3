using System.Text;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Puts sentences into prompts of a limited length. A page ends after a sentence; within a sentence that is longer than
/// a page after a comma, and within such a part between words.
/// </summary>
internal sealed class PageBuilder(int maxCharacters, bool eachSentenceApart)
{
    private readonly List<Prompt> _pages = [];
    private readonly List<PromptItem> _items = [];
    private readonly StringBuilder _text = new();
    private int _length;

    /// <summary>Adds a sentence.</summary>
    public void Add(SpokenSentence sentence)
    {
        if (eachSentenceApart)
            EndText();
        var before = ", ";
        if (sentence.Length <= maxCharacters)
        {
            MakeRoom(sentence.Length + before.Length);
            foreach (var part in sentence.Parts)
            {
                Append(part, before);
                before = " ";
            }

            return;
        }

        foreach (var part in sentence.Parts)
        {
            AddPiecewise(part, before);
            before = " ";
        }
    }

    /// <summary>All pages.</summary>
    public IReadOnlyList<Prompt> Finish()
    {
        EndPage();
        return _pages;
    }

    private void AddPiecewise(SpokenPart part, string before)
    {
        if (part.Text is null)
        {
            MakeRoom(part.Length);
            Append(part, before);
            return;
        }

        foreach (var clause in part.Text.Split(", "))
        {
            if (clause.Length <= maxCharacters)
            {
                MakeRoom(clause.Length + before.Length);
                Append(new SpokenPart(clause, null), before);
            }
            else
            {
                foreach (var word in clause.Split(' '))
                {
                    MakeRoom(word.Length + before.Length);
                    Append(new SpokenPart(word, null), before);
                    before = " ";
                }
            }

            before = ", ";
        }
    }

    private void MakeRoom(int length)
    {
        if (_length > 0 && length > maxCharacters - _length)
            EndPage();
    }

    private void Append(SpokenPart part, string before)
    {
        if (part.Item is { } item)
        {
            EndText();
            _items.Add(item);
            _length += part.Length;
            return;
        }

        if (_text.Length > 0)
        {
            // After a question or exclamation mark the voice pauses by itself.
            var separator = _text[^1] is '?' or '!' ? " " : before;
            _text.Append(separator);
            _length += separator.Length;
        }

        _text.Append(part.Text);
        _length += part.Length;
    }

    private void EndText()
    {
        if (_text.Length > 0 && PromptItem.TryText(_text.ToString()) is { } item)
            _items.Add(item);
        _text.Clear();
    }

    private void EndPage()
    {
        EndText();
        if (Prompt.TryOf(_items) is { } page)
            _pages.Add(page);
        _items.Clear();
        _length = 0;
    }
}
