using System.Globalization;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>How far a <see cref="ZmanTime"/> is moved.</summary>
public sealed record ZmanShift
{
    private const int MaxCount = 99_999;

    private readonly int _count;
    private readonly ZmanUnit _unit;

    /// <summary>A shift of so many units; negative for earlier.</summary>
    /// <exception cref="ArgumentException">The count is zero or beyond 99,999, or the unit is none.</exception>
    public ZmanShift(int count, ZmanUnit unit)
    {
        AnswerRules.Require(count is not 0 and >= -MaxCount and <= MaxCount,
            count.ToString(CultureInfo.InvariantCulture), "a time is moved by 1 to 99,999 units", nameof(count));
        AnswerRules.Require(Enum.IsDefined(unit), unit.ToString(), "the unit is one of ZmanUnit", nameof(unit));
        _count = count;
        _unit = unit;
    }

    /// <summary><c>+</c> or <c>-</c>.</summary>
    public string Sign => _count < 0 ? "-" : "+";

    /// <summary>The unit's letter and the count after it, such as <c>m20</c>.</summary>
    public string Amount => string.Create(CultureInfo.InvariantCulture, $"{Letter}{Math.Abs(_count)}");

    private char Letter => _unit switch
    {
        ZmanUnit.Years => 'Y',
        ZmanUnit.Months => 'M',
        ZmanUnit.Days => 'D',
        ZmanUnit.Hours => 'H',
        ZmanUnit.Minutes => 'm',
        ZmanUnit.Seconds => 'S',
        _ => 's',
    };
}
