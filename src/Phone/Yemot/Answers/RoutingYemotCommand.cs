namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>routing_yemot</c>: the call goes to another system of Yemot.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Number">The system's number, or <c>sip:</c> and a name.</param>
public sealed record RoutingYemotCommand(int Position, string Number) : YemotCommand(Position);
