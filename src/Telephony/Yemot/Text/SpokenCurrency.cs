namespace YemotAi.Telephony.Yemot.Text;

/// <summary>How sums of one currency are written and said.</summary>
/// <param name="Signs">How it is written beside a number.</param>
/// <param name="One">One unit, with its number.</param>
/// <param name="Many">The unit's name after a number.</param>
/// <param name="OnePart">One hundredth, with its number.</param>
/// <param name="ManyParts">The name of hundredths after a number.</param>
internal sealed record SpokenCurrency(
    IReadOnlyList<string> Signs, string One, string Many, string OnePart, string ManyParts);
