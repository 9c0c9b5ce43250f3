namespace YemotAi.Calls.Voice.Speaking;

/// <summary>Where a sentence stands among all that the agent says in a call.</summary>
/// <param name="Answer">Which answer of the handler, counted from 1 within the stay.</param>
/// <param name="Sentence">Which sentence of it, counted from 1.</param>
internal readonly record struct SpokenPlace(int Answer, int Sentence);
