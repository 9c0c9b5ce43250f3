namespace YemotAi.Silo.Storage;

/// <summary>A part of an index.</summary>
/// <param name="Group">What its members begin with; empty where an index has no groups.</param>
/// <param name="NamedWithMoment">
/// Whether a record is found by moment and name together, as a call is: the same key may come back later. Otherwise it is
/// found by its name.
/// </param>
internal readonly record struct IndexRange(string Group, bool NamedWithMoment)
{
    /// <summary>The first moment; all, when empty.</summary>
    public string From { get; init; } = "";

    /// <summary>The moment before which.</summary>
    public string Before { get; init; } = NewestFirst.AfterAll;

    /// <summary>How much of a member behind its group does not belong to the record's name.</summary>
    public int MomentSkipped => NamedWithMoment ? 0 : NewestFirst.MomentLength + 1;

    /// <summary>A group's members begin with its name and a character that no name has.</summary>
    public static string GroupOf(string? name) => name is null ? "" : name + '\0';
}
