namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>routing</c>: the call goes to telephones.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Phones">The telephones, in the order in which they are tried.</param>
/// <param name="Fields">All sixteen fields as sent; those left out are empty.</param>
public sealed record RoutingCommand(int Position, IReadOnlyList<string> Phones, IReadOnlyList<string> Fields)
    : YemotCommand(Position);
