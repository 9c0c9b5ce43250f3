namespace YemotAi.Business.Profiles;

/// <summary>A price in shekels.</summary>
/// <param name="From">The price, or the lower end of a range; 0 is free of charge.</param>
/// <param name="To">The upper end of a range; null if there is none.</param>
/// <param name="AndUp">Whether the price is the least one and may be more.</param>
public readonly record struct ServicePrice(decimal From, decimal? To = null, bool AndUp = false);
