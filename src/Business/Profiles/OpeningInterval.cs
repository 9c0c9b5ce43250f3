namespace YemotAi.Business.Profiles;

/// <summary>A stretch of opening hours, by the wall clock of the day on which it begins.</summary>
/// <param name="Opens">Since midnight: 0 up to, not including, 24 hours.</param>
/// <param name="Closes">Since the same midnight, later than <paramref name="Opens"/>; over 24 hours is the next day.</param>
public readonly record struct OpeningInterval(TimeSpan Opens, TimeSpan Closes);
