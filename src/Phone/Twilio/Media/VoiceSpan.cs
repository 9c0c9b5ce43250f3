namespace YemotAi.Phone.Twilio.Media;

/// <summary>A stretch in which something audible was heard.</summary>
/// <param name="From">When it began, from the dialling.</param>
/// <param name="To">When its last audible frame ended; null while it goes on.</param>
public sealed record VoiceSpan(TimeSpan From, TimeSpan? To);
