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
    private const int ShortestPart = 12;

    /// <summary>Where the text is no longer plain; what follows is told only when the whole is known.</summary>
    private const string CodeFence = "```";

    private volatile Draft _draft = new("");
    private volatile string _heard = heard;
    private Draft _takenFrom = new("");
    private int _taken;

    public string Heard => _heard;

    public void Add(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _draft = _draft.With(words);
    }

    public void StartOver() => _draft = new Draft("");

    /// <summary>The next whole sentences, no longer than a limit; empty when there is none.</summary>
    public string Peek(int maxCharacters)
    {
        var draft = _draft;
        if (draft.Origin != _takenFrom.Origin) _taken = 0;
        _takenFrom = draft;
        var text = draft.Text;
        var fence = text.IndexOf(CodeFence, StringComparison.Ordinal);
        var rest = text.AsSpan(_taken, Math.Max(0, (fence < 0 ? text.Length : fence) - _taken));
        if (rest.Length > maxCharacters) rest = rest[..maxCharacters];
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
    public int HeardOf(string text) =>
        _taken > 0 && text.AsSpan().StartsWith(_takenFrom.Text.AsSpan(0, _taken), StringComparison.Ordinal) ? _taken : 0;

    /// <summary>A text that grows. All drafts that grew out of the same beginning have one origin.</summary>
    private sealed class Draft(string text, Draft? from = null)
    {
        public string Text { get; } = text;

        public object Origin { get; } = from?.Origin ?? new object();

        public Draft With(string words) => new(Text + words, this);
    }
}
