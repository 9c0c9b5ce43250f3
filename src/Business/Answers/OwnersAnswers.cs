using YemotAi.Business.Profiles;
using YemotAi.Business.Search;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>Answers by the questions and answers that the owner wrote.</summary>
internal sealed class OwnersAnswers : IAnswerSource
{
    // A phrase of which little was said may have been about something else; with all of it said, it was this.
    private const double LeastOfPhrase = 0.55;

    // Two facts that fit equally well by a part of their phrases: which was meant is a guess.
    private const double Ambiguous = 0.12;

    // The least weight of words that a fact must have: "what is the time" shares only "time" with "change the time".
    private const double LeastEvidence = 0.45;

    private readonly FactIndex _index;
    private readonly Dictionary<int, QuestionAndAnswer> _byFact = [];

    /// <summary>Adds the questions to the index.</summary>
    public OwnersAnswers(IReadOnlyList<QuestionAndAnswer> questions, FactIndex index)
    {
        _index = index;
        foreach (var question in questions)
            _byFact[index.Add(question.Phrasings, question.Answer)] = question;
    }

    /// <inheritdoc/>
    public KnownAnswer? Find(AskedQuestion question)
    {
        if (_index.Exact(question.Text) is { } exact && _byFact.TryGetValue(exact, out var asked))
            return new KnownAnswer(asked.Answer, 1);
        KnownAnswer? best = null;
        double second = 0;
        foreach (var match in question.Matches)
        {
            if (!_byFact.TryGetValue(match.Fact, out var known))
                continue;
            if (match.Matched.Select((matched, place) => matched * question.Words[place].Weight).Sum() < LeastEvidence)
                continue;
            double explained = question.Explained((place, word) =>
                Math.Max(match.Matched[place], _index.AnswerHas(match.Fact, word)));
            double confidence = explained * (LeastOfPhrase + ((1 - LeastOfPhrase) * match.PhraseShare));
            if (best is null || confidence > best.Confidence)
            {
                second = best?.Confidence ?? 0;
                best = new KnownAnswer(known.Answer, confidence);
            }
            else
            {
                second = Math.Max(second, confidence);
            }
        }

        return best is { Confidence: < 0.95 } && best.Confidence - second < 0.03
            ? best with { Confidence = best.Confidence - Ambiguous }
            : best;
    }
}
