namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>Music on hold.</summary>
public sealed record HoldMusic
{
    /// <summary>Music of this name.</summary>
    /// <param name="name">Its name in the telephone system: letters, digits, underscores, hyphens.</param>
    /// <exception cref="ArgumentException">It has other signs.</exception>
    public HoldMusic(string name) => Name = AnswerRules.PlainName(name);

    /// <summary>Its name in the telephone system.</summary>
    public string Name { get; }

    /// <summary>How long it plays; null leaves it to Yemot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Seconds { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>The <c>*</c> key does not end it.</summary>
    public bool NoReturn { get; init; }

    /// <summary>The fields as the wire has them.</summary>
    public override string ToString() =>
        new FieldList().Add(Name).Add(Seconds).AddIf(NoReturn, "no_return").ToString();
}
