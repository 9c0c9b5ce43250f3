namespace YemotAi.SpeechCorpus;

/// <summary>A caller's side of a conversation of which it is known which words are where.</summary>
/// <param name="Scene">The sound.</param>
/// <param name="Turns">The caller's turns, in order.</param>
/// <param name="Words">Their words, in order.</param>
public sealed record TurnScene(CorpusScene Scene, IReadOnlyList<SpokenTurn> Turns, IReadOnlyList<SpokenWord> Words);
