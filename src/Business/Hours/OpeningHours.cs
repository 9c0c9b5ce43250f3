using YemotAi.Business.Profiles;

namespace YemotAi.Business.Hours;

/// <summary>
/// When a business is open, computed from its week and its exceptions. Hours are wall-clock hours of the business's
/// zone: on the night of a clock change a stretch is an hour longer or shorter, and its ends stay where the clock
/// shows them. A time that the clock skips is the first one after the gap; of a time that comes twice, an opening is
/// the first and a closing the second.
/// </summary>
public sealed class OpeningHours
{
    // How far ahead an opening or a closing is looked for: longer than any holiday, shorter than a season.
    private const int HorizonDays = 62;

    private readonly IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningInterval>> _week;
    private readonly Dictionary<DateOnly, OpeningException> _exceptions;
    private readonly TimeZoneInfo _zone;

    /// <summary>The hours of a profile.</summary>
    /// <param name="profile">A profile with <see cref="BusinessProfile.WeeklyHours"/>.</param>
    public OpeningHours(BusinessProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _week = profile.WeeklyHours ?? throw new ArgumentException("The profile has no hours.", nameof(profile));
        _exceptions = profile.Exceptions.ToDictionary(exception => exception.Date);
        Exceptions = profile.Exceptions;
        _zone = profile.TimeZone;
    }

    /// <summary>The dates on which the regular week does not hold, oldest first.</summary>
    public IReadOnlyList<OpeningException> Exceptions { get; }

    /// <summary>The date at an instant, in the business's zone.</summary>
    public DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);

    /// <summary>An instant on the business's own clock.</summary>
    public DateTimeOffset LocalAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>The stretches that begin on a date, in order; none when closed.</summary>
    public IReadOnlyList<OpeningInterval> On(DateOnly date) =>
        _exceptions.TryGetValue(date, out var exception) ? exception.Intervals : OnRegular(date.DayOfWeek);

    /// <summary>The stretches of a day of the regular week, in order; none when closed.</summary>
    public IReadOnlyList<OpeningInterval> OnRegular(DayOfWeek day) => _week.TryGetValue(day, out var intervals) ? intervals : [];

    /// <summary>What is special about a date, or null.</summary>
    public OpeningException? ExceptionOn(DateOnly date) => _exceptions.GetValueOrDefault(date);

    /// <summary>Whether it is open at an instant, and what comes next.</summary>
    public OpeningStatus At(DateTimeOffset instant)
    {
        var today = DateAt(instant);
        DateTimeOffset? closes = null;

        // The day before is looked at for a stretch that goes over midnight.
        for (int ahead = today > DateOnly.MinValue ? -1 : 0; ahead <= HorizonDays; ahead++)
        {
            if (today.DayNumber + ahead > DateOnly.MaxValue.DayNumber - 2)
                break;
            var date = today.AddDays(ahead);
            foreach (var interval in On(date))
            {
                var from = InstantOf(date, interval.Opens, first: true);
                var to = InstantOf(date, interval.Closes, first: false);
                if (to <= instant || to <= from)
                    continue;
                if (closes is null && from > instant)
                    return new OpeningStatus(false, null, from);
                if (closes is { } end && from > end)
                    return new OpeningStatus(true, end, null);

                // Stretches that touch, such as 20:00-24:00 and 00:00-02:00 of the next day, are one.
                closes = closes is null || to > closes ? to : closes;
            }

            if (closes is { } known && DateAt(known) < date)
                return new OpeningStatus(true, known, null);
        }

        // Open, and one stretch touches the next as far as we look: no end is in sight.
        return new OpeningStatus(closes is not null, null, null);
    }

    private DateTimeOffset InstantOf(DateOnly date, TimeSpan sinceMidnight, bool first)
    {
        var clock = date.ToDateTime(TimeOnly.MinValue) + sinceMidnight;
        if (_zone.IsInvalidTime(clock))
        {
            // The clock jumps over this time; the offset before the jump puts it at the same distance after the jump.
            var before = clock.AddHours(-3);
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(clock, _zone.GetUtcOffset(before)), _zone);
        }

        if (_zone.IsAmbiguousTime(clock))
        {
            var offsets = _zone.GetAmbiguousTimeOffsets(clock);
            return new DateTimeOffset(clock, first ? offsets.Max() : offsets.Min());
        }

        return new DateTimeOffset(clock, _zone.GetUtcOffset(clock));
    }
}
