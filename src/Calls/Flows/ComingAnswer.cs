using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Flows;

/// <summary>
/// An answer while it comes. A mind adds to it on its own thread; the call takes sentences out of it on the actor's.
/// Neither waits for the other: each sees whole values only.
/// </summary>
/// <param name="heard">What the caller was already told of an answer to the same words, before the program stopped.</param>
internal sealed class ComingAnswer(string heard) : IAnswerEar
{
    /// <summary>The longest answer that is kept, in characters: more than any caller is ever told of one.</summary>
    public const int Longest = 8_000;

    private const int ShortestPart = 12;

    /// <summary>Where the text is no longer plain; what follows is told only when the whole is known.</summary>
    private const string CodeFence = "```";

    private volatile Draft _draft = new("");
    private volatile string _heard = heard;
    private object? _takenFrom;
    private int _taken;

    public string Heard => _heard;

    /// <summary>How much of the answer the caller may be told before all of it is known, in characters.</summary>
    public int MaxHeard { get; set; } = int.MaxValue;

    public void Add(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var draft = _draft;
        if (draft.Text.Length < Longest) _draft = draft.With(words);
    }

    public void StartOver() => _draft = new Draft("");

    /// <summary>The next whole sentences, no longer than a limit; empty when there is none.</summary>
    public string Peek(int maxCharacters)
    {
        var draft = _draft;
        var text = draft.Text;
        if (draft.Origin != _takenFrom)
        {
            // Another answer to the same words may begin with what was heard of the one before it.
            if (text.Length < _heard.Length && _heard.StartsWith(text, StringComparison.Ordinal)) return "";
            _taken = text.StartsWith(_heard, StringComparison.Ordinal) ? _heard.Length : 0;
            _takenFrom = draft.Origin;
        }

        var fence = text.IndexOf(CodeFence, StringComparison.Ordinal);
        var rest = text.AsSpan(_taken, Math.Max(0, (fence < 0 ? text.Length : fence) - _taken));
        var most = Math.Min(maxCharacters, MaxHeard - _heard.Length);
        if (most < ShortestPart) return "";
        if (rest.Length > most) rest = rest[..most];
        var end = SpokenLength.LastSentenceEnd(rest);
        return end < ShortestPart ? "" : rest[..end].ToString();
    }

    /// <summary>As <see cref="Peek"/>; what it gives counts as heard.</summary>
    public string Take(int maxCharacters)
    {
        var part = Peek(maxCharacters);
        _taken += part.Length;
        if (part.Length > 0) _heard += part;
        return part;
    }

    /// <summary>How much of the whole text was heard: what was taken, if it is what the text begins with.</summary>
    public int HeardOf(string text)
    {
        if (_heard.Length > 0 && text.StartsWith(_heard, StringComparison.Ordinal)) return _heard.Length;
        return _taken > 0 && _draft.Origin == _takenFrom && text.AsSpan().StartsWith(_draft.Text.AsSpan(0, _taken), StringComparison.Ordinal)
            ? _taken
            : 0;
    }

    /// <summary>
    /// All that the caller is told with this text: before it, what was heard of an answer that never came to its end.
    /// </summary>
    public string WholeOf(string text)
    {
        var known = HeardOf(text);
        var before = known > 0 && _heard.EndsWith(text[..known], StringComparison.Ordinal) ? _heard[..^known] : known > 0 ? "" : _heard;
        return before.Trim().Length == 0 ? text : $"{before.Trim()} {text}";
    }

    /// <summary>A text that grows. All drafts that grew out of the same beginning have one origin.</summary>
    private sealed class Draft(string text, Draft? from = null)
    {
        public string Text { get; } = text;

        public object Origin { get; } = from?.Origin ?? new object();

        public Draft With(string words) => new(Text + words, this);
    }
}
