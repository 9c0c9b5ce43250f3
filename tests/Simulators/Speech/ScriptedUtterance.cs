namespace YemotAi.Simulators.Speech;

/// <summary>Something that a caller says in a script, as it will be heard.</summary>
/// <param name="Words">The words.</param>
/// <param name="Length">How long it is; null where that does not matter.</param>
/// <param name="LevelDb">How loud its speech is, in dB of full scale; null where that does not matter.</param>
public sealed record ScriptedUtterance(string Words, TimeSpan? Length = null, double? LevelDb = null);
