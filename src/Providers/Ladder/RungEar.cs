using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Ladder;

/// <summary>
/// The ear of one mind's attempt. Notes when the first word came; closed when the attempt is over, so that a mind that
/// does not stop at once cannot mix its words with those of the next.
/// </summary>
internal sealed class RungEar(IAnswerEar? ear, Action firstWord) : IAnswerEar
{
    private readonly Lock _gate = new();
    private bool _closed;
    private bool _spoke;

    public string Heard => ear?.Heard ?? "";

    public void Add(string words)
    {
        if (words.Length == 0) return;
        lock (_gate)
        {
            if (_closed) return;
            if (!_spoke) firstWord();
            _spoke = true;
            ear?.Add(words);
        }
    }

    public void StartOver()
    {
        lock (_gate)
        {
            if (!_closed) ear?.StartOver();
        }
    }

    /// <summary>The attempt gave an answer: no more words, those that came stand.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
    }

    /// <summary>The attempt failed: no more words, those that came are void.</summary>
    public void Void()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            if (_spoke) ear?.StartOver();
        }
    }
}
