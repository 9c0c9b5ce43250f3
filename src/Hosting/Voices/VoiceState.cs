namespace YemotAi.Hosting.Voices;

/// <summary>How one voice or ear is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">It could speak or hear.</param>
/// <param name="Rests">It failed too often and rests.</param>
internal sealed record VoiceState(string Name, bool Ready, bool Rests);
