using YemotAi.Business.Profiles;
using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>
/// What is known about the businesses, found in their own files by words alone. Prepared once; any number of calls may
/// ask at once.
/// </summary>
public sealed class BusinessKnowledge : IKnowledge
{
    private readonly Dictionary<string, KnownBusiness> _byId = new(StringComparer.Ordinal);

    /// <summary>Prepares the profiles for questions.</summary>
    /// <param name="profiles">Profiles with ids that differ, as <see cref="BusinessProfileLoader"/> gives them.</param>
    public BusinessKnowledge(IEnumerable<BusinessProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        foreach (var profile in profiles)
            _byId.Add(profile.Id, new KnownBusiness(profile));
    }

    /// <inheritdoc/>
    public KnownAnswer? Find(string business, string question, DateTimeOffset now) =>
        string.IsNullOrWhiteSpace(question) ? null : Of(business)?.Find(question, now);

    /// <inheritdoc/>
    public string Topics(string business) => Of(business)?.Topics ?? "";

    /// <inheritdoc/>
    public string NameOf(string business) => Of(business)?.Profile.SpokenName ?? "";

    /// <inheritdoc/>
    public string Briefing(string business) => Of(business)?.Briefing ?? "";

    private KnownBusiness? Of(string business) => business is null ? null : _byId.GetValueOrDefault(business);
}
