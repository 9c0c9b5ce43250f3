using YemotAi.Business.Profiles;
using YemotAi.Business.Search;
using YemotAi.Business.Spoken;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>Everything that is known of one business, ready to be asked. Never changes, so any number may ask at once.</summary>
internal sealed class KnownBusiness
{
    // The business's own name in a question is politeness, not a subject.
    private const double WeightOfOwnName = 0.1;
    private const int MostTopics = 8;

    private static readonly PhraseBook Phrases = new("Answers.Phrases.answers.he.json");

    private readonly FactIndex _index = new();
    private readonly List<IAnswerSource> _sources = [];
    private readonly HashSet<string> _ownName;

    /// <summary>Prepares a profile.</summary>
    public KnownBusiness(BusinessProfile profile)
    {
        Profile = profile;

        // In the order in which equally good answers are preferred: the owner's own words first.
        _sources.Add(new OwnersAnswers(profile.Questions, _index));
        if (profile.WeeklyHours is not null)
            _sources.Add(new HoursAnswers(profile));
        _sources.Add(new ServiceAnswers(profile.Services, _index));
        _sources.Add(new PlaceAnswers(profile));
        _sources.Add(new ContactAnswers(profile));
        _index.Complete();
        _ownName =
        [
            .. QuestionReader.Fact($"{profile.Name} {profile.SpokenName}")
                .SelectMany(word => word.Forms.Where(form => form.Weight >= 0.85).Select(form => form.Text)),
        ];
        Topics = TopicsOf(profile);
        Briefing = BusinessBriefing.Of(profile);
    }

    /// <summary>The profile.</summary>
    public BusinessProfile Profile { get; }

    /// <summary>What callers can ask about, as a sentence; empty if nothing is known.</summary>
    public string Topics { get; }

    /// <summary>What a model is told of the business.</summary>
    public string Briefing { get; }

    /// <summary>The best answer that fits well enough, or null.</summary>
    public KnownAnswer? Find(string text, DateTimeOffset now)
    {
        var words = QuestionReader.Question(text);
        _index.Weigh(words);
        foreach (var word in words)
        {
            if (word.Concepts.Length == 0 && word.Forms.Exists(form => form.Weight >= 0.85 && _ownName.Contains(form.Text)))
                word.Weight = Math.Min(word.Weight, WeightOfOwnName);
        }

        var question = new AskedQuestion(text, words, _index.Match(words), now);
        KnownAnswer? best = null;
        foreach (var source in _sources)
        {
            if (source.Find(question) is { } answer && (best is null || answer.Confidence > best.Confidence))
                best = answer;
        }

        return best is not null && best.Confidence >= SearchLimits.LeastConfidence ? best : null;
    }

    private static string TopicsOf(BusinessProfile profile)
    {
        var topics = new List<string>();
        if (profile.WeeklyHours is not null)
            topics.Add(Phrases.Say("topic_hours"));
        if (profile.Address.Length > 0)
            topics.Add(Phrases.Say("topic_address"));
        if (profile.Services.Count > 0)
            topics.Add(Phrases.Say("topic_services"));
        if (profile.Parking.Length > 0)
            topics.Add(Phrases.Say("topic_parking"));
        if (profile.Phone.Length > 0)
            topics.Add(Phrases.Say("topic_phone"));
        topics.AddRange(profile.Questions.Select(question => question.Topic).Where(topic => topic.Length > 0));
        return topics.Count == 0 ? "" : Phrases.Say("topics", ("list", Phrases.List([.. topics.Take(MostTopics)])));
    }
}
