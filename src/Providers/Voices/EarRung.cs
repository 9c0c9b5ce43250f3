using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Voices;

/// <summary>One ear on the ladder.</summary>
/// <param name="Name">Its name in settings, logs and metrics.</param>
/// <param name="Transcriber">What hears.</param>
/// <param name="Limit">How long one utterance may take before the next ear is asked.</param>
public sealed record EarRung(string Name, ITranscriber Transcriber, TimeSpan Limit);
