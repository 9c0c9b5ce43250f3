namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>The comma-separated fields of a command; empty ones at the end are left out.</summary>
internal sealed class FieldList
{
    private readonly List<string> _fields = new(16);

    /// <summary>Adds the next field; empty leaves it to Yemot's default.</summary>
    public FieldList Add(string? field)
    {
        _fields.Add(field ?? "");
        return this;
    }

    /// <summary>Adds a number, or an empty field.</summary>
    public FieldList Add(int? field) => Add(AnswerRules.Digits(field));

    /// <summary>Adds a word when the condition holds, else an empty field.</summary>
    public FieldList AddIf(bool condition, string word) => Add(condition ? word : "");

    /// <summary>The fields as the wire has them.</summary>
    public override string ToString()
    {
        var count = _fields.Count;
        while (count > 0 && _fields[count - 1].Length == 0)
            count--;
        return string.Join(',', _fields.Take(count));
    }
}
