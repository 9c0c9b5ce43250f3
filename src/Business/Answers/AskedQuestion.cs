using YemotAi.Business.Search;

namespace YemotAi.Business.Answers;

/// <summary>A question as the sources of answers see it.</summary>
/// <param name="Text">What was said.</param>
/// <param name="Words">Its words, weighed.</param>
/// <param name="Matches">The facts of the index that it touches.</param>
/// <param name="Now">When it is asked.</param>
internal sealed record AskedQuestion(
    string Text,
    IReadOnlyList<QuestionWord> Words,
    IReadOnlyList<FactMatch> Matches,
    DateTimeOffset Now)
{
    /// <summary>Whether any word has a meaning.</summary>
    public bool Has(string concept)
    {
        foreach (var word in Words)
        {
            if (word.Means(concept))
                return true;
        }

        return false;
    }

    /// <summary>Whether any word has one of several meanings.</summary>
    public bool HasAny(HashSet<string> concepts)
    {
        foreach (var word in Words)
        {
            if (word.MeansAny(concepts))
                return true;
        }

        return false;
    }

    /// <summary>How much of the question an answer explains, by the weight of its words: 0 to 1; 0 when nothing is asked.</summary>
    /// <param name="explains">How well the answer explains a word at a place: 0 to 1.</param>
    public double Explained(Func<int, QuestionWord, double> explains)
    {
        double all = 0, explained = 0;
        for (int place = 0; place < Words.Count; place++)
        {
            var word = Words[place];
            if (word.IsStop)
                continue;
            all += word.Weight;
            explained += word.Weight * Math.Min(1, explains(place, word));
        }

        return all > 0 ? explained / all : 0;
    }
}
