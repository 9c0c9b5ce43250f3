namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A <c>read</c> that records the caller.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Items">The question.</param>
/// <param name="Name">The name of the value (field 1).</param>
/// <param name="Reuses">Whether a value that exists already is used instead of asking (field 2).</param>
public sealed record ReadRecordCommand(int Position, IReadOnlyList<PromptItem> Items, string Name, bool Reuses)
    : ReadCommand(Position, Items, Name, Reuses)
{
    /// <summary>The folder (field 4), with a leading slash; empty is the extension's folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The file's name (field 5); empty is the highest number and one.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether the menu M3345 follows the recording (fields 6 and 8).</summary>
    public bool AsksConfirmation { get; init; } = true;

    /// <summary>Whether the recording is kept when the caller hangs up (field 7).</summary>
    public bool KeptOnHangup { get; init; }

    /// <summary>Whether it is added to an existing file (field 8).</summary>
    public bool Appends { get; init; }

    /// <summary>The least seconds (field 9).</summary>
    public int? MinSeconds { get; init; }

    /// <summary>The most seconds (field 10).</summary>
    public int? MaxSeconds { get; init; }
}
