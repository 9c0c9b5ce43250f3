namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>Asks for keys (15 fields).</summary>
public sealed record KeysQuestion : Question
{
    private const string Keys = "0123456789*#";

    /// <summary>A question of this name.</summary>
    /// <param name="name">The name under which the keys are sent: letters, digits, underscores.</param>
    /// <exception cref="ArgumentException">It has other signs, or is a name that Yemot fills itself.</exception>
    public KeysQuestion(string name)
        : base(name)
    {
    }

    /// <summary>
    /// Most keys, after which it goes on without <c>#</c>; zero is sent as zero. Null: what
    /// <see cref="Playback"/> implies, else unlimited.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? MaxDigits { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>
    /// Least keys; with fewer Yemot says so (M1035) and asks again. Zero is sent as zero. Null: what
    /// <see cref="Playback"/> implies, else 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? MinDigits { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Seconds that Yemot waits for a key; always sent. Default 7, Yemot's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int WaitSeconds { get; init => field = AnswerRules.NotNegative(value)!.Value; } = 7;

    /// <summary>How the keys are read back and taken; always sent. Default not at all.</summary>
    /// <exception cref="ArgumentException">It is no value of the enumeration.</exception>
    public KeyPlayback Playback
    {
        get;
        init
        {
            AnswerRules.Require(
                Enum.IsDefined(value), value.ToString(), "the playback is one of KeyPlayback", nameof(Playback));
            field = value;
        }
    }

    /// <summary>Forbids the <c>*</c> key.</summary>
    public bool BlockStar { get; init; }

    /// <summary>Forbids the amount zero.</summary>
    public bool BlockZero { get; init; }

    /// <summary>
    /// Two signs: a key, and what it becomes in the value, such as <c>*@</c>. Null for none.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// It has not exactly two signs, the first is no key, or the second is none of letters, digits and @ / * # _ : ! +
    /// </exception>
    public string? Replace
    {
        get;
        init
        {
            AnswerRules.Require(
                value is null || (value.Length == 2 && Keys.Contains(value[0], StringComparison.Ordinal)
                    && (char.IsAsciiLetterOrDigit(value[1]) || "@/*#_:!+".Contains(value[1], StringComparison.Ordinal))),
                value,
                "a replacement is exactly two signs, a key and what it becomes (a letter, a digit or one of @ / * # _ : ! +)",
                nameof(Replace));
            field = value;
        }
    }

    /// <summary>
    /// The entries that are taken; anything else Yemot refuses (M1224) and asks again. Empty: all. They go joined
    /// with dots also where each is one key: Yemot reads that the same as keys in a row, and the dot is no key.
    /// </summary>
    /// <exception cref="ArgumentException">One of them is empty or has another sign than 0-9, * and #.</exception>
    public IReadOnlyList<string> Allowed
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var entry in value)
            {
                AnswerRules.Require(
                    entry is { Length: > 0 and <= 30 }
                        && entry.All(key => Keys.Contains(key, StringComparison.Ordinal)),
                    entry, "an allowed entry has 1 to 30 of the keys 0-9, * and #", nameof(Allowed));
            }

            field = [.. value];
        }
    } = [];

    /// <summary>
    /// The entries that are taken are the names in the extension's folder. Not with <see cref="Allowed"/>.
    /// </summary>
    public bool AllowedFromFolder { get; init; }

    /// <summary>How often the question is played before nothing counts as empty. Null: once.</summary>
    /// <exception cref="ArgumentException">It is less than 1.</exception>
    public int? TimesPlayed
    {
        get;
        init
        {
            AnswerRules.Require(
                value is null or > 0, AnswerRules.Digits(value), "a question is played at least once", nameof(TimesPlayed));
            field = value;
        }
    }

    /// <summary>
    /// Takes it when no key comes, and goes on with <see cref="EmptyValue"/>. Otherwise Yemot says so (M1002) and
    /// asks again.
    /// </summary>
    public bool AcceptEmpty { get; init; }

    /// <summary>What is sent when no key came, with <see cref="AcceptEmpty"/>. Null: <c>None</c>.</summary>
    /// <exception cref="ArgumentException">It has other signs than letters, digits, underscores, hyphens.</exception>
    public string? EmptyValue
    {
        get;
        init => field = value is null ? null : AnswerRules.PlainName(value, nameof(EmptyValue));
    }

    /// <summary>Keeps the caller from changing the keyboard's language.</summary>
    public bool LockKeyboard { get; init; }

    /// <summary>Asks the caller after the entry to confirm it or to enter it again (M1353). Default no.</summary>
    public bool Confirm { get; init; }

    private int? Least => MinDigits ?? Implied.Least;

    private int? Most => MaxDigits ?? Implied.Most;

    private (int Least, int? Most) Implied => Playback switch
    {
        KeyPlayback.Date or KeyPlayback.HebrewDate => (8, 8),
        KeyPlayback.Time => (4, 4),
        KeyPlayback.TeudatZehut => (8, 9),
        KeyPlayback.Phone => (9, 10),
        _ => (1, null),
    };

    /// <inheritdoc/>
    private protected override void Check()
    {
        RequireOrder(Least, Most, "Digits of a keys question");
        if (AllowedFromFolder && Allowed.Count > 0)
            throw new ArgumentException("Allowed entries come from the folder or from the list, not from both.");
        if (EmptyValue is not null && !AcceptEmpty)
            throw new ArgumentException("A value for an empty entry needs AcceptEmpty.");
        foreach (var entry in Allowed)
        {
            if (entry.Length < Least || entry.Length > Most)
                throw new ArgumentException($"The allowed entry '{entry}' has fewer or more keys than can be entered.");
            if (BlockStar && entry.Contains('*', StringComparison.Ordinal))
                throw new ArgumentException($"The allowed entry '{entry}' has the key '*', which is blocked.");
        }
    }

    /// <inheritdoc/>
    private protected override void Write(FieldList fields) => fields
        .Add(Most)
        .Add(Least)
        .Add(WaitSeconds)
        .Add(Playback.ToString())
        .Add(BlockStar ? "yes" : "no")
        .Add(BlockZero ? "yes" : "no")
        .Add(Replace)
        .Add(AllowedFromFolder ? "from_folder" : string.Join('.', Allowed))
        .Add(TimesPlayed)
        .AddIf(AcceptEmpty, "Ok")
        .Add(EmptyValue)
        .AddIf(LockKeyboard, "InsertLettersTypeChangeNo")
        .AddIf(!Confirm, "no");
}
