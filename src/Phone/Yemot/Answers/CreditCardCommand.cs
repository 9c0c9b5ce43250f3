namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>credit_card</c>: charges a card; what came of it is sent as <c>CreditCard_CODE</c>.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Fields">All fifteen fields as sent; those left out are empty.</param>
public sealed record CreditCardCommand(int Position, IReadOnlyList<string> Fields) : YemotCommand(Position)
{
    /// <summary>Whether every detail of the result is sent as <c>CreditCard_All</c>.</summary>
    public bool SendsAll => Fields[9].Length > 0;
}
