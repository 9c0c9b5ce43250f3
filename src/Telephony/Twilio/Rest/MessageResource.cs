namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>A message as the REST API took it.</summary>
/// <param name="Sid">Its id.</param>
/// <param name="Status">Such as <c>queued</c>.</param>
public sealed record MessageResource(string Sid, string Status);
