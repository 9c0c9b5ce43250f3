namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>read</c>: plays items and waits for the caller; the value goes to the line with the next request.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Items">The question.</param>
/// <param name="Name">The name of the value (field 1).</param>
/// <param name="Reuses">Whether a value that exists already is used instead of asking (field 2).</param>
public abstract record ReadCommand(int Position, IReadOnlyList<PromptItem> Items, string Name, bool Reuses)
    : YemotCommand(Position);
