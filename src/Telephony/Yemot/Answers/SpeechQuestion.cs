namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>
/// Asks for speech, which Yemot recognises (9 fields). A silent caller comes as an empty value. What follows the
/// recognition (reading back, confirming) is set in the extension, not here.
/// </summary>
public sealed record SpeechQuestion : Question
{
    /// <summary>A question of this name.</summary>
    /// <param name="name">The name under which the words are sent: letters, digits, underscores.</param>
    /// <exception cref="ArgumentException">It has other signs, or is a name that Yemot fills itself.</exception>
    public SpeechQuestion(string name)
        : base(name)
    {
    }

    /// <summary>The language, such as <c>he-IL</c>. Null: the extension's, which is Hebrew unless set.</summary>
    /// <exception cref="ArgumentException">It is no language tag.</exception>
    public string? Language { get; init => field = value is null ? null : AnswerRules.Language(value, nameof(Language)); }

    /// <summary>
    /// Whether the caller may key instead of speaking; keys come in the same value as <c>Digits-1234</c>. Null: yes,
    /// unless <see cref="LongSpeech"/>, which cannot.
    /// </summary>
    public bool? AllowKeys { get; init; }

    /// <summary>Most keys, where they are allowed. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? MaxDigits { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Uses the engine for long speech, which takes no keys.</summary>
    public bool LongSpeech { get; init; }

    /// <summary>Seconds of silence that end long speech. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? SilenceSeconds { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Most seconds of long speech. Null: Yemot's default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? MaxSeconds { get; init => field = AnswerRules.NotNegative(value); }

    /// <inheritdoc/>
    private protected override void Check()
    {
        if (LongSpeech && (AllowKeys == true || MaxDigits is not null))
            throw new ArgumentException("The engine for long speech takes no keys.");
        if (AllowKeys == false && MaxDigits is not null)
            throw new ArgumentException("A most of keys needs keys to be allowed.");
        if (!LongSpeech && (SilenceSeconds is not null || MaxSeconds is not null))
            throw new ArgumentException("Seconds of silence and most seconds need LongSpeech.");
    }

    /// <inheritdoc/>
    private protected override void Write(FieldList fields) => fields
        .Add("voice")
        .Add(Language)
        .AddIf(AllowKeys == false, "no")
        .Add(MaxDigits)
        .AddIf(LongSpeech, "record")
        .Add(SilenceSeconds)
        .Add(MaxSeconds);
}
