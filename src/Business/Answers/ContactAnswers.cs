using YemotAi.Business.Profiles;
using YemotAi.Business.Spoken;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>Answers what number to call and what business this is.</summary>
internal sealed class ContactAnswers(BusinessProfile profile) : IAnswerSource
{
    private const double Confidence = 0.9;
    private static readonly PhraseBook Phrases = new("Answers.Phrases.answers.he.json");

    /// <inheritdoc/>
    public KnownAnswer? Find(AskedQuestion question)
    {
        if (profile.Phone.Length > 0 && question.Has("phone"))
            return Answer(Phrases.Say("phone", ("number", profile.Phone)), "phone", question);
        return profile.Description.Length > 0 && question.Has("about") ? Answer(profile.Description, "about", question) : null;
    }

    private static KnownAnswer Answer(string text, string concept, AskedQuestion question) =>
        new(text, Confidence * question.Explained((_, word) => word.Means(concept) || word.Means("how") ? 1 : 0));
}
