using YemotAi.Business.Profiles;
using YemotAi.Business.Search;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>Answers where the business is, how to get there and where to park.</summary>
internal sealed class PlaceAnswers(BusinessProfile profile) : IAnswerSource
{
    private const double Confidence = 0.92;
    private const double PlaceOnly = 0.65;

    private static readonly HashSet<string> Where = ["where", "address", "arrival", "how", "near"];
    private static readonly HashSet<string> WithParking = ["where", "how", "near", "parking", "price", "how_much"];
    private readonly HashSet<string> _wordsOfPlace =
    [
        .. QuestionReader.Fact($"{profile.Address} {profile.Arrival}").Where(word => !word.IsStop)
            .SelectMany(word => word.Forms.Where(form => form.Weight >= 0.85).Select(form => form.Text)),
    ];

    /// <inheritdoc/>
    public KnownAnswer? Find(AskedQuestion question)
    {
        if (question.Has("parking"))
            return Answer(profile.Parking, question, WithParking);
        if (question.Has("arrival") && !question.Has("when"))
            return Answer(Join(profile.Address, profile.Arrival), question, Where);
        if (question.Has("where") || question.Has("address"))
            return Answer(profile.Address, question, Where);

        // "Are you in Jerusalem", "are you near the post office": nothing but words of the address.
        return question.Words.All(word => word.IsStop || word.Means("near") || IsOfPlace(word)) && question.Words.Any(IsOfPlace)
            ? Answer(profile.Address, question, Where) is { } answer ? answer with { Confidence = PlaceOnly } : null
            : null;
    }

    private KnownAnswer? Answer(string text, AskedQuestion question, HashSet<string> explained) => text.Length == 0
        ? null
        : new KnownAnswer(text, Confidence * question.Explained((_, word) => word.MeansAny(explained) || IsOfPlace(word) ? 1 : 0));

    private bool IsOfPlace(QuestionWord word)
    {
        foreach (var form in word.Forms)
        {
            if (form.Weight >= 0.85 && _wordsOfPlace.Contains(form.Text))
                return true;
        }

        return false;
    }

    private static string Join(string address, string arrival) =>
        address.Length == 0 ? arrival : arrival.Length == 0 ? address : $"{address} {arrival}";
}
