namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>Telephone numbers as Twilio writes them, and as they are dialled in Israel.</summary>
internal static class TwilioNumbers
{
    private const int Longest = 32;

    /// <summary>+972 3 123 4567 as 031234567; a withheld number as nothing; others as they are.</summary>
    public static string National(string number)
    {
        var digits = string.Concat(number.Take(Longest).Where(c => char.IsAsciiDigit(c) || c == '+'));
        // What Twilio writes for a withheld number: "anonymous" in digits, and its like.
        if (digits.TrimStart('+') is "" or "266696687" or "86282452253" or "7378742833" or "2562533" or "8566") return "";
        return digits.StartsWith("+972", StringComparison.Ordinal) ? "0" + digits[4..] : digits;
    }
}
