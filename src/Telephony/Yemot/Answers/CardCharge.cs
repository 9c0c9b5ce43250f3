using System.Globalization;
using System.Text;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>
/// A charge of a credit card that Yemot asks the caller for (15 fields). The result comes with the next request as
/// <c>CreditCard_CODE</c>.
/// </summary>
public sealed record CardCharge
{
    /// <summary>A charge.</summary>
    /// <param name="provider">The clearing company's name: letters, digits, underscores, hyphens.</param>
    /// <param name="amount">The sum, not negative, at most two decimals.</param>
    /// <exception cref="ArgumentException">One of them is not so.</exception>
    public CardCharge(string provider, decimal amount)
    {
        Provider = AnswerRules.PlainName(provider);
        Amount = CheckedAmount(amount);
    }

    /// <summary>The clearing company's name.</summary>
    public string Provider { get; }

    /// <summary>The sum.</summary>
    public decimal Amount { get; }

    /// <summary>Number of the register or shop.</summary>
    /// <exception cref="ArgumentException">It has a separator or a sign outside visible ASCII.</exception>
    public string? Register { get; init => field = Checked(value, nameof(Register)); }

    /// <summary>Number of payments.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Payments { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Currency: 1 shekel, 2 dollar.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Currency { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Pelecard's kind of transaction.</summary>
    /// <exception cref="ArgumentException">It has a separator or a sign outside visible ASCII.</exception>
    public string? PelecardType { get; init => field = Checked(value, nameof(PelecardType)); }

    /// <summary>User at the clearing company.</summary>
    /// <exception cref="ArgumentException">It has a separator or a sign outside visible ASCII.</exception>
    public string? User { get; init => field = Checked(value, nameof(User)); }

    /// <summary>Terminal at the clearing company.</summary>
    /// <exception cref="ArgumentException">It has a separator or a sign outside visible ASCII.</exception>
    public string? Terminal { get; init => field = Checked(value, nameof(Terminal)); }

    /// <summary>Password at the clearing company. Send such an answer with <see cref="YemotAnswer.Unlogged"/>.</summary>
    /// <exception cref="ArgumentException">It has a separator or a sign outside visible ASCII.</exception>
    public string? Password { get; init => field = Checked(value, nameof(Password)); }

    /// <summary>Asks for the whole result (<c>all</c>), which comes as <c>CreditCard_All</c>.</summary>
    public bool FullResult { get; init; }

    /// <summary>Asks the caller for a telephone number.</summary>
    public bool EnterPhone { get; init; }

    /// <summary>Asks the caller for the name by speech.</summary>
    public bool AskName { get; init; }

    /// <summary>Charges without asking for approval.</summary>
    public bool NoAsk { get; init; }

    /// <summary>Whether a token is made.</summary>
    public CardToken Token { get; init; }

    /// <summary>The <c>*</c> key comes back as <c>CreditCard_CODE=GoBack</c> instead of asking again.</summary>
    public bool GoBack { get; init; }

    /// <summary>The fields as the wire has them.</summary>
    internal string Render() => new FieldList()
        .Add(Provider)
        .Add(Amount.ToString(decimal.IsInteger(Amount) ? "0" : "0.00", CultureInfo.InvariantCulture))
        .Add(Register)
        .Add(Payments)
        .Add(Currency)
        .Add(PelecardType)
        .Add(User)
        .Add(Terminal)
        .Add(Password)
        .AddIf(FullResult, "all")
        .AddIf(EnterPhone, "EnterPhone")
        .AddIf(AskName, "NameStt")
        .AddIf(NoAsk, "NoAsk")
        .Add(Token switch { CardToken.Create => "CreateToken", CardToken.CreateOnly => "CreateTokenOnly", _ => "" })
        .AddIf(GoBack, "GoBack")
        .ToString();

    /// <summary>Keeps user and password out of logs.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Provider = ").Append(Provider)
            .Append(", Amount = ").Append(Amount.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private static string? Checked(string? value, string argument) =>
        value is null ? null : AnswerRules.Opaque(value, argument);

    private static decimal CheckedAmount(decimal amount)
    {
        AnswerRules.Require(amount is >= 0 and < 1_000_000_000 && decimal.Round(amount, 2) == amount,
            amount.ToString(CultureInfo.InvariantCulture),
            "a sum is not negative, below a milliard, and has at most two decimals", nameof(amount));
        return amount;
    }
}
