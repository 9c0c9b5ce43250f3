using YemotAi.Business.Profiles;
using YemotAi.Providers.Ladder;
using YemotAi.Hosting.Settings;

namespace YemotAi.Hosting.Minds;

/// <summary>Which minds answer for which business: as its file says, else as the program's settings say.</summary>
internal sealed class MindOrder
{
    private readonly Dictionary<string, BusinessMinds> _ofBusiness;
    private readonly BusinessMinds _ofOthers;

    public MindOrder(ProgramSettings settings, IReadOnlyList<BusinessProfile> businesses)
    {
        _ofOthers = new BusinessMinds([.. settings.Program.Minds], Limit(settings.Minds.Ladder.DailyBudget));
        _ofBusiness = businesses.ToDictionary(
            business => business.Id,
            business => new BusinessMinds(
                business.Minds.Count > 0 ? business.Minds : _ofOthers.Minds,
                Limit(business.DailyBudget ?? _ofOthers.DailyBudget)),
            StringComparer.Ordinal);
        Names = _ofBusiness.Values.Append(_ofOthers).SelectMany(minds => minds.Minds).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The minds that are named anywhere; only these are made.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The businesses whose budget counts nothing, because none of their minds has a price.</summary>
    public IEnumerable<string> BudgetsWithoutPrices(IEnumerable<Rung> rungs)
    {
        var paid = rungs.Where(rung => rung.IsPaid).Select(rung => rung.Options.Name).ToHashSet(StringComparer.Ordinal);
        return _ofBusiness
            .Where(business => business.Value is { DailyBudget: not null, Minds.Count: > 0 } && !business.Value.Minds.Any(paid.Contains))
            .Select(business => business.Key);
    }

    public BusinessMinds Of(string business) => _ofBusiness.GetValueOrDefault(business, _ofOthers);

    /// <summary>In files as in settings, 0 is no limit.</summary>
    private static decimal? Limit(decimal? budget) => budget > 0 ? budget : null;
}
