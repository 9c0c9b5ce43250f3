namespace YemotAi.Simulators.Speech;

/// <summary>What a scripted recogniser heard.</summary>
/// <param name="Words">What it understood; empty for nothing.</param>
/// <param name="Sound">How long and how loud it was.</param>
/// <param name="IsOfScript">Whether the script had something for it. Silence is of no script and breaks none.</param>
public sealed record ScriptedHearing(string Words, SoundMeasure Sound, bool IsOfScript);
