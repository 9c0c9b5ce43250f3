using System.Globalization;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>The comma-separated fields of a command, numbered from 1; those left out at the end are empty.</summary>
internal sealed class FieldList
{
    private readonly List<Piece> _fields;
    private readonly RuleLog _rules;
    private readonly Piece _missing;

    public FieldList(Piece value, RuleLog rules)
    {
        _rules = rules;
        _fields = value.Split(',');
        _missing = value.From(value.Text.Length);
        // Trailing empty fields are harmless; live libraries send them.
        while (_fields.Count > 1 && _fields[^1].IsEmpty) _fields.RemoveAt(_fields.Count - 1);
    }

    /// <summary>The field with this number.</summary>
    public Piece this[int number] => number <= _fields.Count ? _fields[number - 1] : _missing;

    public void CheckCount(int most)
    {
        if (_fields.Count > most) _rules.Break(YemotRules.TooManyFields, _fields[most]);
    }

    /// <summary>The first fields as text, filled up with empty ones.</summary>
    public string[] Texts(int count) => [.. Enumerable.Range(1, count).Select(n => this[n].Text)];

    /// <summary>Yes, no, or null when empty.</summary>
    public bool? Flag(int number)
    {
        switch (this[number].Text)
        {
            case "yes": return true;
            case "no": return false;
            case "": return null;
            default:
                _rules.Break(YemotRules.YesNo, this[number]);
                return null;
        }
    }

    /// <summary>A whole number that is not below the least, or null when empty.</summary>
    public int? Whole(int number, int least = 0)
    {
        var field = this[number];
        if (field.IsEmpty) return null;
        if (int.TryParse(field.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least)
            return value;
        _rules.Break(YemotRules.WholeNumber, field);
        return null;
    }

    /// <summary>Whether the field is the one word that it may be; it may also be empty.</summary>
    public bool Word(int number, string word, YemotRule rule)
    {
        var field = this[number];
        if (field.Text == word) return true;
        if (!field.IsEmpty) _rules.Break(rule, field);
        return false;
    }

    public static void CheckTarget(Piece target, RuleLog rules)
    {
        if (!IsTarget(target.Text)) rules.Break(YemotRules.Target, target);
    }

    public static bool IsTarget(string target)
    {
        if (target is "/" or "hangup") return true;
        var path = target.StartsWith('/') ? target[1..] : target;
        return path.Split('/').All(p => p == ".." || (p.Length > 0 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')));
    }
}
