namespace YemotAi.Tests;

/// <summary>
/// For a store whose days a test moves: the date is that of another clock, and how long a disk takes is measured by the
/// system's. A test that moves its clock by an hour while a commit is ending would else have a disk that hangs.
/// </summary>
internal sealed class CalendarOnly(TimeProvider calendar) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => calendar.GetUtcNow();
}
