using YemotAi.Calls.Storage;
using YemotAi.Hosting.Archive;

namespace YemotAi.Silo.Storage;

/// <summary>What of a query has to be held against the calls themselves: number and words.</summary>
internal sealed class CallMatch(CallQuery query)
{
    private readonly string _digits = SearchText.Digits(query.Number);
    private readonly IReadOnlyList<string> _words = SearchText.Words(query.Text);

    /// <summary>Whether a call is looked for.</summary>
    public bool Holds(FinishedCall call) => HasDigits(call) && HasWords(call);

    private bool HasDigits(FinishedCall call) =>
        _digits.Length == 0
        || SearchText.Digits(call.Caller).Contains(_digits, StringComparison.Ordinal)
        || SearchText.Digits(call.Dialled).Contains(_digits, StringComparison.Ordinal);

    private bool HasWords(FinishedCall call)
    {
        if (_words.Count == 0) return true;
        var spoken = SpokenWords.Of(call);
        return _words.All(word => spoken.Contains(word, StringComparison.Ordinal));
    }
}
