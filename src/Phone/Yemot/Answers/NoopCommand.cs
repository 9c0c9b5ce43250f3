namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>noop</c>: nothing; the dialogue with the line ends.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Note">The remark in it.</param>
public sealed record NoopCommand(int Position, string Note) : YemotCommand(Position);
