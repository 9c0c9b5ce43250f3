namespace YemotAi.Calls.Voice;

/// <summary>The platform asks what is next, now that the stream has ended. The outcome is a <see cref="LineStep"/>.</summary>
public sealed record LineLeft : CallEvent;
