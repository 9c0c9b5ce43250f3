namespace YemotAi.Standalone.Store;

/// <summary>How moments are stored.</summary>
internal static class Moments
{
    /// <summary>Whole Unix seconds, rounded up, so that a wake-up never comes early.</summary>
    public static long SecondsUp(DateTimeOffset moment)
    {
        var ticks = Ticks(moment);
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest > 0 ? seconds + 1 : seconds;
    }

    /// <summary>Whole Unix seconds, rounded down.</summary>
    public static long SecondsDown(DateTimeOffset moment) => moment.ToUnixTimeSeconds();

    /// <summary>
    /// Ticks (100 ns) since the Unix epoch: loses nothing, and <c>datetime(x / 10000000, 'unixepoch')</c> shows it in SQL.
    /// </summary>
    public static long Ticks(DateTimeOffset moment) => moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    /// <summary>The moment of <see cref="Ticks"/>.</summary>
    public static DateTimeOffset FromTicks(long ticks) =>
        new(DateTimeOffset.UnixEpoch.UtcTicks + ticks, TimeSpan.Zero);
}
