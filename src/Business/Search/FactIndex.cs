namespace YemotAi.Business.Search;

/// <summary>
/// Full-text search over a small number of facts, each with some ways of asking for it. As in BM25 a word counts by
/// its rarity among the facts; unlike there the result is two shares, how much of the question a fact explains and how
/// much of the fact's phrase the question has, because a confidence must not depend on how many facts there are.
/// </summary>
internal sealed class FactIndex
{
    private const double SameConcept = 0.9;
    private const double InAnswer = 0.6;

    private readonly List<FactPhrase> _phrases = [];
    private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _factsOfTerm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Dictionary<string, double>> _answers = [];
    private readonly NearWords _near = new();
    private int _facts;

    /// <summary>Adds a fact.</summary>
    /// <param name="phrasings">The ways of asking for it.</param>
    /// <param name="answer">Its own text: it does not bring the fact up, but explains further words of a question.</param>
    /// <returns>The fact's number.</returns>
    public int Add(IEnumerable<string> phrasings, string answer)
    {
        int fact = _facts++;
        foreach (var phrasing in phrasings)
        {
            _exact.TryAdd(string.Join(' ', HebrewTokenizer.Words(phrasing)), fact);
            QuestionWord[] words = [.. QuestionReader.Fact(phrasing).Where(word => !word.IsStop)];
            if (words.Length > 0)
                _phrases.Add(new FactPhrase(fact, words));
        }

        var terms = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in QuestionReader.Fact(answer).Where(word => !word.IsStop))
        {
            foreach (var (term, weight) in Terms(word))
                terms[term] = Math.Max(terms.GetValueOrDefault(term), weight);
        }

        _answers[fact] = terms;
        return fact;
    }

    /// <summary>Computes what needs all facts. Call once, after the last one.</summary>
    public void Complete()
    {
        for (int number = 0; number < _phrases.Count; number++)
        {
            var words = _phrases[number].Words;
            for (int place = 0; place < words.Count; place++)
            {
                foreach (var part in words[place].Text.Split(' '))
                    _near.Add(part);
                foreach (var (term, weight) in Terms(words[place]))
                {
                    if (!_postings.TryGetValue(term, out var list))
                        _postings[term] = list = [];
                    list.Add(new Posting(number, place, weight));
                }
            }
        }

        foreach (var (term, list) in _postings)
            _factsOfTerm[term] = CountFacts(list);
        foreach (var word in Lexicon.Instance.ConceptWords)
            _near.Add(word);
        foreach (var phrase in _phrases)
        {
            for (int place = 0; place < phrase.Words.Count; place++)
            {
                var word = phrase.Words[place];
                phrase.Rarity[place] = Rarity(word) * (word.Concepts.Length > 0 ? word.Weight : 1);
                phrase.TotalRarity += phrase.Rarity[place];
            }
        }
    }

    /// <summary>The fact of which a text is a phrasing, word by word; null if there is none.</summary>
    public int? Exact(string text) =>
        _exact.TryGetValue(string.Join(' ', HebrewTokenizer.Words(text, SearchLimits.QuestionWords)), out int fact) ? fact : null;

    /// <summary>
    /// Gives the words that no fact has their near words as further forms, and the others their weight by rarity.
    /// </summary>
    public void Weigh(List<QuestionWord> question)
    {
        int looked = 0;
        for (int i = 0; i < question.Count; i++)
        {
            var word = question[i];
            // Hours of the day and digits are known without any fact.
            if (word.Weight < 1 || word.Concepts.Length > 0)
                continue;
            if (IsKnown(word))
            {
                word.Weight = Math.Min(word.Weight, 0.6 + (0.4 * Rarity(word) / MaxRarity));
            }
            else if (looked++ < SearchLimits.FuzzyWords)
            {
                question[i] = WithNearWords(word);
            }
        }
    }

    /// <summary>The facts that a question touches, each with its best phrase.</summary>
    public List<FactMatch> Match(IReadOnlyList<QuestionWord> question)
    {
        var touched = new Dictionary<int, double[]>();
        for (int place = 0; place < question.Count; place++)
        {
            if (question[place].IsStop)
                continue;
            foreach (var (term, weight) in Terms(question[place]))
            {
                if (!_postings.TryGetValue(term, out var list))
                    continue;
                foreach (var posting in list)
                    Note(touched, posting, question.Count, place, weight * posting.Weight);
            }
        }

        var best = new Dictionary<int, FactMatch>();
        foreach (var (number, scores) in touched)
        {
            var match = Judge(_phrases[number], scores, question);
            if (!best.TryGetValue(match.Fact, out var known) || IsBetter(match, known))
                best[match.Fact] = match;
        }

        return [.. best.Values.OrderBy(match => match.Fact)];
    }

    private static void Note(Dictionary<int, double[]> touched, Posting posting, int questionLength, int place, double score)
    {
        // One row of scores: how well each word of the question is matched, then how well each word of the phrase is.
        if (!touched.TryGetValue(posting.Phrase, out var scores))
            touched[posting.Phrase] = scores = new double[questionLength + SearchLimits.QuestionWords];
        scores[place] = Math.Max(scores[place], score);
        if (posting.Place < SearchLimits.QuestionWords)
            scores[questionLength + posting.Place] = Math.Max(scores[questionLength + posting.Place], score);
    }

    private static FactMatch Judge(FactPhrase phrase, double[] scores, IReadOnlyList<QuestionWord> question)
    {
        var matched = new double[question.Count];
        Array.Copy(scores, matched, question.Count);
        double share = 0;
        for (int place = 0; place < Math.Min(phrase.Words.Count, SearchLimits.QuestionWords); place++)
            share += phrase.Rarity[place] * scores[question.Count + place];
        return new FactMatch(phrase.Fact, matched, Math.Min(1, share / phrase.TotalRarity));
    }

    private static bool IsBetter(FactMatch match, FactMatch known)
    {
        double a = match.Matched.Sum() + match.PhraseShare, b = known.Matched.Sum() + known.PhraseShare;
        return a > b;
    }

    /// <summary>How well the text of a fact's answer has a word: 0 to 1.</summary>
    public double AnswerHas(int fact, QuestionWord word)
    {
        double best = 0;
        foreach (var (term, weight) in Terms(word))
        {
            if (_answers[fact].TryGetValue(term, out double has))
                best = Math.Max(best, weight * has * InAnswer);
        }

        return best;
    }

    private double MaxRarity => Math.Log(1 + _facts);

    private double Rarity(QuestionWord word)
    {
        int facts = 0;
        foreach (var (term, _) in Terms(word))
            facts = Math.Max(facts, _factsOfTerm.GetValueOrDefault(term));
        return facts == 0 ? MaxRarity : Math.Log(1 + ((_facts - facts + 0.5) / (facts + 0.5)));
    }

    private int CountFacts(List<Posting> list)
    {
        // Postings come in the order of phrases, and phrases in the order of facts.
        int count = 0, last = -1;
        foreach (var posting in list)
        {
            int fact = _phrases[posting.Phrase].Fact;
            count += fact == last ? 0 : 1;
            last = fact;
        }

        return count;
    }

    private bool IsKnown(QuestionWord word)
    {
        foreach (var form in word.Forms)
        {
            if (_postings.ContainsKey(form.Text))
                return true;
        }

        return false;
    }

    private QuestionWord WithNearWords(QuestionWord word)
    {
        var near = new List<WordForm>();
        foreach (var form in word.Forms)
        {
            // The word or what its prefix leaves; an ending cut off as well would be two guesses.
            if (form.Weight >= WordForms.WithoutPrefix)
                _near.Find(form.Text, near);
        }

        if (near.Count == 0)
            return word;
        var concepts = Lexicon.Instance.ConceptsOf(near.MaxBy(form => form.Weight).Text);
        return new QuestionWord
        {
            Text = word.Text,
            Concepts = concepts,
            IsStop = false,
            Forms = near,
            Weight = concepts.Length > 0 ? Lexicon.Instance.WeightOf(concepts) : 1,
        };
    }

    private static IEnumerable<(string Term, double Weight)> Terms(QuestionWord word)
    {
        foreach (var form in word.Forms)
            yield return (form.Text, form.Weight);

        // A word that was only guessed means no more than the guess is worth.
        double sure = word.Forms.Count > 0 ? Math.Max(0, word.Forms.Max(form => form.Weight)) : 1;
        foreach (var concept in word.Concepts)
            yield return ($"#{concept}", SameConcept * sure);
    }

    private readonly record struct Posting(int Phrase, int Place, double Weight);
}
