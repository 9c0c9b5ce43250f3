using System.Globalization;
using YemotAi.Business.Profiles;
using YemotAi.Business.Search;
using YemotAi.Business.Spoken;

namespace YemotAi.Business.Answers;

/// <summary>Services with their prices and durations in spoken Hebrew.</summary>
internal static class SpokenOffer
{
    private static readonly PhraseBook Phrases = new("Answers.Phrases.answers.he.json");

    /// <summary>About some services.</summary>
    /// <param name="services">At least one.</param>
    /// <param name="price">Whether the price was asked for.</param>
    /// <param name="duration">Whether the duration was asked for; neither means both, where known.</param>
    public static string Say(IReadOnlyList<ServiceOffer> services, bool price, bool duration) =>
        services.Count == 1 ? One(services[0], price, duration) : Several(services, price, duration);

    /// <summary>What is offered altogether, by name or by price.</summary>
    public static string Overview(IReadOnlyList<ServiceOffer> services, bool price)
    {
        var priced = services.Where(service => service.Price is not null).ToList();
        if (price && priced.Count > 0)
        {
            var list = ("list", Phrases.List([.. priced.Take(SearchLimits.SpokenServices).Select(WithPrice)]));
            return Phrases.Say(priced.Count > SearchLimits.SpokenServices ? "prices_more" : "prices", list);
        }

        bool all = services.Count <= SearchLimits.SpokenServices + 2;
        List<string> names = [.. services.Take(SearchLimits.SpokenServices + 2).Select(service => service.Name)];
        return all
            ? Phrases.Say("services", ("list", Phrases.List(names)))
            : Phrases.Say("services_more", ("list", string.Join(", ", names)));
    }

    /// <summary>A price, such as "49 shekels and ninety agorot".</summary>
    public static string Price(ServicePrice price)
    {
        if (price.From == 0)
            return Phrases.Say("free");
        if (price.To is { } to)
        {
            var from = IsWhole(price.From) && IsWhole(to) ? Digits(price.From) : Shekels(price.From);
            return Phrases.Say("price_range", ("from", from), ("to", Shekels(to)));
        }

        return price.AndUp ? Phrases.Say("price_and_up", ("price", Shekels(price.From))) : Shekels(price.From);
    }

    /// <summary>A duration in words.</summary>
    public static string Duration(ServiceDuration duration) => duration.ToMinutes is { } to
        ? Phrases.Say("duration_range", ("from", SpokenTime.Duration(duration.Minutes)), ("to", SpokenTime.Duration(to)))
        : SpokenTime.Duration(duration.Minutes);

    private static string One(ServiceOffer service, bool price, bool duration)
    {
        var name = ("name", service.Name);
        var said = new List<string>();
        if (!price && !duration)
            said.Add(Phrases.Say("offered", name));
        if (price || (!duration && service.Price is not null))
        {
            said.Add(service.Price switch
            {
                null => Phrases.Say("price_unknown", name),
                { From: 0 } => Phrases.Say("price_free", name),
                { } known => Phrases.Say("price_of", name, ("price", Price(known))),
            });
        }

        if (duration)
        {
            said.Add((service.Duration, price) switch
            {
                (null, _) => Phrases.Say("duration_unknown", name),
                ({ } known, true) => Phrases.Say("duration_too", ("duration", Duration(known))),
                ({ } known, false) => Phrases.Say("duration_of", name, ("duration", Duration(known))),
            });
        }
        else if (!price && service.Duration is { } known)
        {
            said.Add(Phrases.Say("duration_too", ("duration", Duration(known))));
        }

        if (service.Note.Length > 0 && (price || !duration))
            said.Add(service.Note);
        return string.Join(' ', said);
    }

    private static string Several(IReadOnlyList<ServiceOffer> services, bool price, bool duration)
    {
        var said = new List<string>();
        if (price || !duration)
        {
            var priced = services.Where(service => service.Price is not null).ToList();
            said.Add(priced.Count > 0
                ? Phrases.Say("prices", ("list", Phrases.List([.. priced.Select(WithPrice)])))
                : Phrases.Say("services", ("list", Phrases.List([.. services.Select(service => service.Name)]))));
        }

        if (duration && services.Any(service => service.Duration is not null))
        {
            var known = services.Where(service => service.Duration is not null)
                .Select(service => NameAnd(service, Duration(service.Duration!.Value)));
            said.Add(Phrases.Say("durations", ("list", Phrases.List([.. known]))));
        }
        else if (duration)
        {
            said.Add(Phrases.Say("duration_unknown", ("name", services[0].Name)));
        }

        return string.Join(' ', said);
    }

    private static string WithPrice(ServiceOffer service) => NameAnd(service, Price(service.Price!.Value));

    private static string NameAnd(ServiceOffer service, string value) =>
        Phrases.Say("name_and_value", ("name", service.Name), ("value", value));

    private static string Shekels(decimal amount)
    {
        var whole = decimal.Truncate(amount);
        int agorot = (int)((amount - whole) * 100);
        var shekels = whole switch
        {
            1 => Phrases.Say("shekel_one"),
            2 => Phrases.Say("shekel_two"),
            _ => Phrases.Say("shekels", ("amount", Digits(whole))),
        };
        if (agorot == 0)
            return shekels;
        var spoken = ("agorot", HebrewNumber.Feminine(agorot));
        return whole == 0 ? Phrases.Say("only_agorot", spoken) : Phrases.Say("with_agorot", ("shekels", shekels), spoken);
    }

    private static bool IsWhole(decimal amount) => decimal.Truncate(amount) == amount;

    private static string Digits(decimal amount) => decimal.Truncate(amount).ToString(CultureInfo.InvariantCulture);
}
