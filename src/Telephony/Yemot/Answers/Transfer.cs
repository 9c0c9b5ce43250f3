using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>A transfer to telephones outside (16 fields, of which Yemot uses 14). Costs units.</summary>
public sealed record Transfer
{
    /// <summary>A transfer to these numbers, tried in their order.</summary>
    /// <exception cref="ArgumentException">There are none, or one is no number in national form.</exception>
    public Transfer(params IEnumerable<string> phones) => Phones = Numbers(phones, nameof(phones), allowNone: false);

    /// <summary>The numbers, digits only.</summary>
    public IReadOnlyList<string> Phones { get; }

    /// <summary>Which of the numbers is tried first. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? StartAt { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Rings several at once.</summary>
    public bool RingTogether { get; init; }

    /// <summary>Which of the numbers ring at once, with <see cref="RingTogether"/>. Empty: Yemot's default.</summary>
    /// <exception cref="ArgumentException">One is no number in national form.</exception>
    public IReadOnlyList<string> Together { get; init => field = Numbers(value, nameof(Together), allowNone: true); } = [];

    /// <summary>The number that the other side sees. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentException">It is no number in national form.</exception>
    public string? CallerId { get; init => field = value is null ? null : AnswerRules.Telephone(value, nameof(CallerId)); }

    /// <summary>Whether the conversation is recorded. Null: as the telephone system is set.</summary>
    public bool? Record { get; init; }

    /// <summary>Seconds to wait for an answer. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? WaitSeconds { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Where the caller goes at the end of it. Null: Yemot's default.</summary>
    public Place? Afterwards { get; init; }

    /// <summary>Name of the music while it rings. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentException">It has other signs than letters, digits, underscores, hyphens.</exception>
    public string? Music { get; init => field = value is null ? null : AnswerRules.PlainName(value, nameof(Music)); }

    /// <summary>Plays a message to the side that answers.</summary>
    public bool TellAnswerer { get; init; }

    /// <summary>Lets the side that answers accept or refuse.</summary>
    public bool AskAnswerer { get; init; }

    /// <summary>Where the caller goes when the call is refused, with <see cref="AskAnswerer"/>.</summary>
    public Place? IfRefused { get; init; }

    /// <summary>Address for a report by e-mail. Null: none.</summary>
    /// <exception cref="ArgumentException">It is no plain e-mail address.</exception>
    public string? Email { get; init => field = value is null ? null : AnswerRules.Email(value, nameof(Email)); }

    /// <summary>The name in that e-mail. Signs that break an answer are taken out.</summary>
    public string? EmailName { get; init => field = value is null ? null : SafeSpeech.CleanField(value); }

    /// <summary>The fields as the wire has them.</summary>
    /// <exception cref="ArgumentException">Settings contradict each other.</exception>
    internal string Render()
    {
        if (Together.Count > 0 && !RingTogether)
            throw new ArgumentException("Numbers that ring at once need RingTogether.");
        if (IfRefused is not null && !AskAnswerer)
            throw new ArgumentException("A place for refused calls needs AskAnswerer.");
        return new FieldList()
            .Add(string.Join('.', Phones))
            .Add(StartAt)
            .Add("")
            .AddIf(RingTogether, "yes")
            .Add(string.Join('.', Together))
            .Add(CallerId)
            .Add(Record switch { true => "yes", false => "no", null => "" })
            .Add("")
            .Add(WaitSeconds)
            .Add(Afterwards?.Target)
            .Add(Music)
            .AddIf(TellAnswerer, "yes")
            .AddIf(AskAnswerer, "yes")
            .Add(IfRefused?.Target)
            .Add(Email)
            .Add(EmailName)
            .ToString();
    }

    private static string[] Numbers(IEnumerable<string> numbers, string argument, bool allowNone)
    {
        ArgumentNullException.ThrowIfNull(numbers, argument);
        string[] all = [.. numbers.Select(number => AnswerRules.Telephone(number, argument))];
        if (all.Length == 0 && !allowNone)
            throw new ArgumentException("A transfer has at least one number.", argument);
        return all;
    }
}
