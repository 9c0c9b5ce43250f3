namespace YemotAi.Calls.Minds.Admission;

/// <summary>How a provider is used.</summary>
/// <param name="Running">Turns that are under way.</param>
/// <param name="Waiting">Who waits for one.</param>
/// <param name="Entered">Turns given since the start.</param>
/// <param name="Refused">Wishes refused since the start.</param>
/// <param name="Waited">How long those who got a turn waited for it, together.</param>
/// <param name="Lost">Turns that were never left and were taken back.</param>
public sealed record ProviderFigures(int Running, int Waiting, long Entered, long Refused, TimeSpan Waited, long Lost);
