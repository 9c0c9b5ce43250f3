using System.Text;

namespace YemotAi.Calls.Voice.Turns;

/// <summary>Tells a number that is being dictated, in digits or in words, from one that is said or written as a whole.</summary>
/// <param name="digits">Words for single digits.</param>
/// <param name="tens">Words for twenty to ninety, with their first digit.</param>
/// <param name="leads">What such numbers are announced with: "my number", "identity card".</param>
/// <param name="copulas">What may stand between that and the number: "is".</param>
internal sealed class DictatedNumber(
    Dictionary<string, string> digits, Dictionary<string, string> tens, IReadOnlyCollection<string> leads, IReadOnlySet<string> copulas)
{
    /// <summary>From how many digits in a row on a number is taken for one that is dictated.</summary>
    private const int LeastDigits = 3;

    /// <summary>From how many on when the first is a zero, as only numbers have that are not counted with.</summary>
    private const int LeastAfterZero = 2;

    /// <summary>A year, a price, a house: one written number with no more digits is not dictated.</summary>
    private const int MostOfOneWord = 4;

    /// <summary>Mobile numbers, other 05x and 07x numbers, and 1-700 and 1-800 numbers.</summary>
    private const int MobileDigits = 10;

    /// <summary>Landline numbers, and identity cards.</summary>
    private const int LandlineDigits = 9;

    /// <summary>Credit cards; nothing longer is dictated.</summary>
    private const int MostDigits = 16;

    /// <summary><see cref="UtteranceSense.Complete"/> or <see cref="UtteranceSense.Dictating"/>; null when no number is dictated at the end.</summary>
    public UtteranceSense? Of(List<string> said)
    {
        var (number, first, hasTens) = Trailing(said);
        if (number.Length == 0) return null;
        var isAnnounced = IsAnnounced(said, first);
        if (!isAnnounced && number.Length < (number[0] == '0' ? LeastAfterZero : LeastDigits)) return null;
        // "Nine thirty", "forty, fifty": hours, prices and ages are said like that.
        if (!isAnnounced && hasTens && number[0] != '0') return null;
        if (!isAnnounced && first == said.Count - 1 && number[0] != '0' && number.Length <= MostOfOneWord) return null;
        return IsWhole(number) ? UtteranceSense.Complete : UtteranceSense.Dictating;
    }

    /// <summary>The digits at the end, and the first of their words.</summary>
    private (string Digits, int First, bool HasTens) Trailing(List<string> said)
    {
        var number = new StringBuilder();
        var first = said.Count;
        var hasTens = false;
        while (first > 0)
        {
            var word = said[first - 1];
            if (digits.TryGetValue(word, out var digit))
            {
                number.Insert(0, digit);
            }
            else if (tens.TryGetValue(word, out var ten))
            {
                number.Insert(0, ten + "0");
                hasTens = true;
            }
            else if (first > 1 && word[0] == 'ו' && digits.TryGetValue(word[1..], out digit) && tens.TryGetValue(said[first - 2], out ten))
            {
                number.Insert(0, ten + digit);
                hasTens = true;
                first--;
            }
            else if (word.All(char.IsAsciiDigit))
            {
                number.Insert(0, word);
            }
            else
            {
                break;
            }

            first--;
        }

        return (number.ToString(), first, hasTens);
    }

    private bool IsAnnounced(List<string> said, int before)
    {
        if (before > 0 && copulas.Contains(said[before - 1])) before--;
        var text = string.Join(' ', said.GetRange(0, before));
        return leads.Any(lead => text.EndsWith(lead, StringComparison.Ordinal));
    }

    private static bool IsWhole(string number)
    {
        if (number.Length >= MostDigits) return true;
        if (number[0] != '0' && !number.StartsWith("17", StringComparison.Ordinal) && !number.StartsWith("18", StringComparison.Ordinal))
            // Between an identity card and a credit card nothing ends.
            return number.Length == LandlineDigits;
        var isMobile = number[0] == '1' || number.StartsWith("05", StringComparison.Ordinal) || number.StartsWith("07", StringComparison.Ordinal);
        return number.Length >= (isMobile ? MobileDigits : LandlineDigits);
    }
}
