using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>Reads the transfers: <c>routing_yemot</c>, and <c>routing</c> with its sixteen fields.</summary>
internal static partial class TransferReader
{
    private const int RoutingFields = 16;

    public static RoutingYemotCommand ReadYemot(Piece value, int at, RuleLog rules)
    {
        if (!Phone().IsMatch(value.Text) && !Sip().IsMatch(value.Text)) rules.Break(YemotRules.TransferNumber, value);
        return new RoutingYemotCommand(at, value.Text);
    }

    public static RoutingCommand Read(Piece value, int at, RuleLog rules)
    {
        var fields = new FieldList(value, rules);
        fields.CheckCount(RoutingFields);
        var phones = fields[1].Text.Split('.');
        if (!phones.All(p => Phone().IsMatch(p))) rules.Break(YemotRules.TransferNumber, fields[1]);
        _ = fields.Whole(2);
        _ = fields.Flag(4);
        _ = fields.Flag(7);
        _ = fields.Whole(9);
        Check(5, text => text.Split('.').All(p => p.Length > 0 && p.All(char.IsAsciiDigit)));
        Check(6, text => Phone().IsMatch(text));
        Check(10, FieldList.IsTarget);
        Check(14, FieldList.IsTarget);
        Check(15, text => Email().IsMatch(text));
        return new RoutingCommand(at, phones, fields.Texts(RoutingFields));

        void Check(int number, Func<string, bool> isRight)
        {
            var field = fields[number];
            if (!field.IsEmpty && !isRight(field.Text)) rules.Break(YemotRules.RoutingField, field);
        }
    }

    [GeneratedRegex(@"^\+?[0-9]{3,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^sip:[^\s,&=]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sip();

    [GeneratedRegex(@"^[^\s@,]+@[^\s@,]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
