namespace YemotAi.Phone.Yemot.Answers;

/// <summary>The kinds of item that can be played.</summary>
public enum PromptItemKind
{
    /// <summary><c>t-</c>: text, spoken by a voice.</summary>
    Text,

    /// <summary><c>f-</c>: a sound file.</summary>
    File,

    /// <summary><c>s-</c>: a text file, spoken by a voice.</summary>
    TextFile,

    /// <summary><c>d-</c>: digits, one by one.</summary>
    Digits,

    /// <summary><c>n-</c>: a number.</summary>
    Number,

    /// <summary><c>a-</c>: English letters.</summary>
    Letters,

    /// <summary><c>m-</c>: a system message.</summary>
    SystemMessage,

    /// <summary><c>date-</c>: a civil date.</summary>
    Date,

    /// <summary><c>dateH-</c>: a date, spoken as the Hebrew date.</summary>
    HebrewDate,

    /// <summary><c>z-</c>: a time of the day.</summary>
    Time,

    /// <summary><c>h-</c>: music.</summary>
    Music,

    /// <summary><c>g-</c>: not a sound: the caller moves.</summary>
    Move,

    /// <summary><c>noop</c>: nothing.</summary>
    Nothing,
}
