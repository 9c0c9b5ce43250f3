namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>Records the caller (10 fields); the value is the path of the sound file.</summary>
public sealed record RecordingQuestion : Question
{
    /// <summary>A question of this name.</summary>
    /// <param name="name">The name under which the path is sent: letters, digits, underscores.</param>
    /// <exception cref="ArgumentException">It has other signs, or is a name that Yemot fills itself.</exception>
    public RecordingQuestion(string name)
        : base(name)
    {
    }

    /// <summary>The folder, with a leading slash and none at the end. Null: the extension's, or its api_dir.</summary>
    /// <exception cref="ArgumentException">It is no such path.</exception>
    public string? Folder { get; init => field = value is null ? null : AnswerRules.AbsoluteFolder(value, nameof(Folder)); }

    /// <summary>The file's name without extension. Null: the highest number in the folder and one more.</summary>
    /// <exception cref="ArgumentException">It has other signs than letters, digits, underscores, hyphens.</exception>
    public string? FileName { get; init => field = value is null ? null : AnswerRules.PlainName(value, nameof(FileName)); }

    /// <summary>
    /// Offers the caller a menu after <c>#</c>: listen, accept, again, go on (M3345). Default no: <c>#</c> accepts.
    /// </summary>
    public bool Confirm { get; init; }

    /// <summary>Keeps the recording when the caller hangs up in it. Default no.</summary>
    public bool KeepOnHangup { get; init; }

    /// <summary>Adds to an existing file of that name, instead of renaming the old one. Accepts at once.</summary>
    public bool Append { get; init; }

    /// <summary>Least seconds; with fewer Yemot says so (M1305). Null: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? MinSeconds { get; init => field = AnswerRules.NotNegative(value); }

    /// <summary>Most seconds. Null: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? MaxSeconds { get; init => field = AnswerRules.NotNegative(value); }

    /// <inheritdoc/>
    private protected override void Check()
    {
        RequireOrder(MinSeconds, MaxSeconds, "Seconds of a recording");
        if (Append && FileName is null)
            throw new ArgumentException("Adding to a recording needs the name of its file.");
        if (Append && Confirm)
            throw new ArgumentException("A recording that is added to another is accepted at once; there is no menu.");
    }

    /// <inheritdoc/>
    private protected override void Write(FieldList fields) => fields
        .Add("record")
        .Add(Folder)
        .Add(FileName)
        .AddIf(!Confirm, "no")
        .AddIf(KeepOnHangup, "yes")
        .AddIf(Append, "yes")
        .Add(MinSeconds)
        .Add(MaxSeconds);
}
