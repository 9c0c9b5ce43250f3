namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A <c>read</c> that waits for keys.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Items">The question.</param>
/// <param name="Name">The name of the value (field 1).</param>
/// <param name="Reuses">Whether a value that exists already is used instead of asking (field 2).</param>
public sealed record ReadKeysCommand(int Position, IReadOnlyList<PromptItem> Items, string Name, bool Reuses)
    : ReadCommand(Position, Items, Name, Reuses)
{
    /// <summary>The most digits (field 3); null is not limited.</summary>
    public int? MaxDigits { get; init; }

    /// <summary>The least digits (field 4).</summary>
    public int MinDigits { get; init; } = 1;

    /// <summary>The seconds to wait for a key (field 5).</summary>
    public int Seconds { get; init; } = 7;

    /// <summary>How the entry is played back, and with which keyboard it is made (field 6).</summary>
    public KeyPlayback Playback { get; init; } = KeyPlayback.Digits;

    /// <summary>Whether the <c>*</c> key is forbidden (field 7).</summary>
    public bool BlocksStar { get; init; }

    /// <summary>Whether the amount zero is forbidden (field 8).</summary>
    public bool BlocksZero { get; init; }

    /// <summary>Two signs, from and to (field 9); null is no replacement.</summary>
    public string? Replacement { get; init; }

    /// <summary>The values that may be keyed (field 10); null is all, also with <c>from_folder</c>.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>How often the question is played before the value counts as empty (field 11).</summary>
    public int TimesPlayed { get; init; } = 1;

    /// <summary>Whether an empty value is let through (field 12).</summary>
    public bool AcceptsEmpty { get; init; }

    /// <summary>What is sent for an empty value (field 13).</summary>
    public string EmptyValue { get; init; } = "None";

    /// <summary>Whether the keyboard's language is locked (field 14).</summary>
    public bool LocksKeyboard { get; init; }

    /// <summary>Whether every entry has to be confirmed by M1353 (field 15).</summary>
    public bool AsksConfirmation { get; init; } = true;
}
