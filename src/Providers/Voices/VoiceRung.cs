using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>One voice on the ladder.</summary>
/// <param name="Voice">The voice.</param>
/// <param name="FirstSoundLimit">How long its first sound may take before the next voice is asked.</param>
public sealed record VoiceRung(IVoice Voice, TimeSpan FirstSoundLimit);
