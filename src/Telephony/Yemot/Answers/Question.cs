namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>What is asked of a caller, and how the answer comes back.</summary>
public abstract record Question
{
    private protected Question(string name) => Name = AnswerRules.ParameterName(name);

    /// <summary>
    /// The name under which the answer is sent with this and every later request. Use a new one for each question:
    /// asking again under the same name sends that name twice.
    /// </summary>
    public string Name { get; }

    /// <summary>Take a value of this name that was already given, instead of asking. Default no.</summary>
    public bool ReuseValue { get; init; }

    /// <summary>The fields of the command as the wire has them, checked against each other.</summary>
    /// <exception cref="ArgumentException">Two of the settings contradict each other; the message says which.</exception>
    internal string Render()
    {
        Check();
        var fields = new FieldList().Add(Name).Add(ReuseValue ? "yes" : "no");
        Write(fields);
        return fields.ToString();
    }

    /// <summary>Throws when settings contradict each other.</summary>
    private protected abstract void Check();

    /// <summary>Adds the fields from the third on.</summary>
    private protected abstract void Write(FieldList fields);

    /// <summary>Throws unless a least and a most fit together.</summary>
    private protected static void RequireOrder(int? least, int? most, string what)
    {
        if (least > most)
            throw new ArgumentException($"{what}: the least, {least}, is more than the most, {most}.");
    }
}
