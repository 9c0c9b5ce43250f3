namespace YemotAi.Calls;

/// <summary>Telephone numbers as logs may show them.</summary>
public static class MaskedNumber
{
    private const int Shown = 3;

    /// <summary>The last digits with stars before them; <c>withheld</c> for none.</summary>
    public static string Of(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        if (number.Length == 0) return "withheld";
        return number.Length <= Shown ? new string('*', number.Length) : "***" + number[^Shown..];
    }
}
