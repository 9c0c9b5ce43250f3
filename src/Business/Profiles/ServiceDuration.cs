namespace YemotAi.Business.Profiles;

/// <summary>How long a service takes.</summary>
/// <param name="Minutes">Minutes, or the lower end of a range.</param>
/// <param name="ToMinutes">The upper end of a range in minutes; null if there is none.</param>
public readonly record struct ServiceDuration(int Minutes, int? ToMinutes = null);
