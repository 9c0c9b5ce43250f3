namespace YemotAi.Business.Profiles;

/// <summary>A date on which the regular week does not hold.</summary>
/// <param name="Date">The date, in the business's time zone.</param>
/// <param name="Intervals">The hours of that date; none when closed.</param>
/// <param name="Reason">Why, as it is said after "because of", such as a holiday's name; empty if not given.</param>
public sealed record OpeningException(DateOnly Date, IReadOnlyList<OpeningInterval> Intervals, string Reason);
