using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>Reads <c>credit_card</c> with its fifteen fields.</summary>
internal static partial class CreditCardReader
{
    private const int CreditCardFields = 15;

    public static CreditCardCommand Read(Piece value, int at, RuleLog rules)
    {
        var fields = new FieldList(value, rules);
        fields.CheckCount(CreditCardFields);
        if (fields[1].IsEmpty) rules.Break(YemotRules.CreditCardField, fields[1]);
        if (!fields[2].IsEmpty && !Amount().IsMatch(fields[2].Text)) rules.Break(YemotRules.CreditCardField, fields[2]);
        _ = fields.Whole(4, least: 1);
        if (fields[5].Text is not ("" or "1" or "2")) rules.Break(YemotRules.CreditCardField, fields[5]);
        fields.Word(10, "all", YemotRules.CreditCardField);
        fields.Word(11, "EnterPhone", YemotRules.CreditCardField);
        fields.Word(12, "NameStt", YemotRules.CreditCardField);
        fields.Word(13, "NoAsk", YemotRules.CreditCardField);
        if (fields[14].Text is not ("" or "CreateToken" or "CreateTokenOnly")) rules.Break(YemotRules.CreditCardField, fields[14]);
        fields.Word(15, "GoBack", YemotRules.CreditCardField);
        return new CreditCardCommand(at, fields.Texts(CreditCardFields));
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]{1,2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
