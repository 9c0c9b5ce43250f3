using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>A time that Yemot computes and speaks: now, a time of day, or a halachic time such as sunset.</summary>
public sealed partial record ZmanTime
{
    private ZmanTime(string moment) => Moment = moment;

    /// <summary>The moment as the wire has it: <c>T</c>, <c>T10:30</c> or <c>sunset</c>.</summary>
    public string Moment { get; }

    /// <summary>The place, such as <c>IL/Jerusalem</c> (the default) or <c>IL/Bney_Brak</c>.</summary>
    /// <exception cref="ArgumentException">It has other signs than letters, digits, underscores and slashes.</exception>
    public string Zone
    {
        get;
        init
        {
            AnswerRules.Require(ZonePattern().IsMatch(value ?? ""), value,
                "a zone has letters, digits, '_' and '/', such as IL/Jerusalem", nameof(Zone));
            field = value!;
        }
    } = "IL/Jerusalem";

    /// <summary>By how much it is moved; null for not at all.</summary>
    public ZmanShift? Shift { get; init; }

    /// <summary>The time of the call.</summary>
    public static ZmanTime Now { get; } = new("T");

    /// <summary>A time of day.</summary>
    public static ZmanTime At(TimeOnly time) => new("T" + time.ToString("HH':'mm", CultureInfo.InvariantCulture));

    /// <summary>A time by its name in Yemot, such as <c>sunset</c>.</summary>
    /// <exception cref="ArgumentException">The name has other signs than English letters, digits, underscores.</exception>
    public static ZmanTime Named(string name)
    {
        AnswerRules.Require(NamePattern().IsMatch(name ?? ""), name,
            "a named time has English letters, digits and underscores", nameof(name));
        return new ZmanTime(name!);
    }

    /// <summary>All four fields, as the documentation writes them, the last two perhaps empty.</summary>
    public override string ToString() =>
        Shift is { } shift ? $"{Moment},{Zone},{shift.Sign},{shift.Amount}" : $"{Moment},{Zone},,";

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,40}(?:/[A-Za-z0-9_]{1,40}){0,3}\z")]
    private static partial Regex ZonePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,59}\z")]
    private static partial Regex NamePattern();
}
