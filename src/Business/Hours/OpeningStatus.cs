namespace YemotAi.Business.Hours;

/// <summary>Whether a business is open at an instant, and until when that lasts.</summary>
/// <param name="IsOpen">Open at this instant. The instant of closing is closed, the instant of opening open.</param>
/// <param name="ClosesAt">When it closes, in the business's zone; null when closed or when no end is in sight.</param>
/// <param name="OpensAt">When it opens next, in the business's zone; null when open or when no opening is in sight.</param>
public sealed record OpeningStatus(bool IsOpen, DateTimeOffset? ClosesAt, DateTimeOffset? OpensAt);
