namespace YemotAi.Phone.Twilio.Media;

/// <summary>A mark that was sent back to the line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">When, from the dialling.</param>
/// <param name="WasCleared">Whether it came back because of <c>clear</c>, and not because its sound was played.</param>
public sealed record StreamMark(string Name, TimeSpan At, bool WasCleared);
