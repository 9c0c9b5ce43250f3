namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A bare word such as <c>OK</c>: the sound file of that name is played and the dialogue ends.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Word">The word.</param>
public sealed record BareAnswerCommand(int Position, string Word) : YemotCommand(Position);
