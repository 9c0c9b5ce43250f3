namespace YemotAi.Calls.Voice;

/// <summary>The platform has recorded what the caller said. The outcome is a <see cref="LineStep"/>.</summary>
/// <param name="Recording">Where it lies, as the platform named it.</param>
/// <param name="Length">How long it is; zero when nothing was said.</param>
public sealed record LineRecorded(string Recording, TimeSpan Length) : CallEvent;
