namespace YemotAi.Telephony.Twilio.Tokens;

/// <summary>What a stream's token holds, from which its call can begin when nothing else is known of it.</summary>
/// <param name="CallSid">The call.</param>
/// <param name="From">The caller's number.</param>
/// <param name="To">The number that was called.</param>
public sealed record StreamFacts(string CallSid, string From, string To);
