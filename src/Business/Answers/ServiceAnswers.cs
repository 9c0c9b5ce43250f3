using System.Numerics;
using YemotAi.Business.Profiles;
using YemotAi.Business.Search;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>Answers what is offered, what it costs and how long it takes.</summary>
internal sealed class ServiceAnswers : IAnswerSource
{
    private const double ListConfidence = 0.9;

    // What a name of which only a part was said is worth: more when a price or a duration was asked for, since then
    // the question is about some service.
    private const double PartOfNameAsked = 0.75;
    private const double PartOfName = 0.45;

    // From this share on a name counts as said in full: endings and prefixes cost a little each.
    private const double WholeName = 0.85;

    private static readonly HashSet<string> Kinds = ["price", "how_much", "duration", "services"];
    private readonly IReadOnlyList<ServiceOffer> _services;
    private readonly FactIndex _index;
    private readonly Dictionary<int, ServiceOffer> _byFact = [];

    /// <summary>Adds the services to the index.</summary>
    public ServiceAnswers(IReadOnlyList<ServiceOffer> services, FactIndex index)
    {
        _services = services;
        _index = index;
        foreach (var service in services)
            _byFact[index.Add([service.Name, .. service.Aliases], service.Note)] = service;
    }

    /// <inheritdoc/>
    public KnownAnswer? Find(AskedQuestion question)
    {
        if (_services.Count == 0)
            return null;
        bool duration = question.Has("duration");
        bool price = question.Has("price") || (question.Has("how_much") && !duration);
        var matches = Best(question);
        if (matches.Count == 0)
            return Overview(question, price);
        var chosen = Choose(matches);
        double explained = question.Explained((place, word) => word.MeansAny(Kinds)
            ? 1
            : chosen.Max(match => Math.Max(match.Matched[place], _index.AnswerHas(match.Fact, word))));
        double least = price || duration ? PartOfNameAsked : PartOfName;
        double confidence = explained * (least + ((1 - least) * chosen.Max(match => match.PhraseShare)));
        var services = chosen.Select(match => _byFact[match.Fact]).Take(SearchLimits.SpokenServices).ToList();
        return new KnownAnswer(SpokenOffer.Say(services, price, duration), Math.Min(1, confidence));
    }

    private KnownAnswer? Overview(AskedQuestion question, bool price)
    {
        if (!price && !question.Has("services"))
            return null;
        double explained = question.Explained((_, word) => word.MeansAny(Kinds) ? 1 : 0);
        return new KnownAnswer(SpokenOffer.Overview(_services, price), explained * ListConfidence);
    }

    // Matches by the names' own words; a word that only says what is asked ("price", "service") brings no service up.
    private List<FactMatch> Best(AskedQuestion question) =>
    [
        .. question.Matches.Where(match => _byFact.ContainsKey(match.Fact)
            && Enumerable.Range(0, match.Matched.Length).Any(place =>
                match.Matched[place] > 0 && !question.Words[place].MeansAny(Kinds))),
    ];

    private static List<FactMatch> Choose(List<FactMatch> matches)
    {
        // Names that were said in full, without those that are only a part of another such name.
        var whole = matches.Where(match => match.PhraseShare >= WholeName).ToList();
        whole = [.. whole.Where(match => !whole.Exists(other =>
            other.Places != match.Places && (other.Places & match.Places) == match.Places))];
        if (whole.Count > 0)
            return whole;

        // Otherwise all that share the most of the question's words: "a haircut" is every kind of haircut.
        int most = matches.Max(match => BitOperations.PopCount(match.Places));
        double best = matches.Max(match => match.Matched.Sum());
        return [.. matches.Where(match =>
            BitOperations.PopCount(match.Places) == most && match.Matched.Sum() > best - 0.25)];
    }
}
