namespace YemotAi.SpeechCorpus;

/// <summary>A word in a scene.</summary>
/// <param name="Turn">Number of the turn that it is said in, from 0.</param>
/// <param name="Text">As a recogniser writes it.</param>
/// <param name="Frame">The frame in its middle.</param>
public readonly record struct SpokenWord(int Turn, string Text, int Frame);
