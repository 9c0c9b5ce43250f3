namespace YemotAi.SpeechCorpus;

/// <summary>What a caller said in a scene before it was the agent's turn.</summary>
/// <param name="Sentence">What.</param>
/// <param name="From">The first frame of voice.</param>
/// <param name="To">The frame after the last one of voice.</param>
public sealed record SpokenTurn(CallerSentence Sentence, int From, int To);
