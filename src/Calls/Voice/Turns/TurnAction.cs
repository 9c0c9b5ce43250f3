namespace YemotAi.Calls.Voice.Turns;

/// <summary>What is to be done because of whose turn it is.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">Which segment or turn; 0 where there is none.</param>
/// <param name="Text">The words or keys to hand over; empty where there are none.</param>
public readonly record struct TurnAction(TurnActionKind Kind, int Number = 0, string Text = "");
