namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What a stream says of itself when it begins. All of it is from outside: nothing is proven by it alone.</summary>
/// <param name="StreamSid">The stream, at most 64 letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="CallSid">The call, as the stream.</param>
/// <param name="AccountSid">The account, as the stream.</param>
/// <param name="Parameters">
/// The <c>&lt;Parameter&gt;</c>s of the TwiML that opened the stream, within <see cref="MediaSocketOptions.MaxParameters"/>.
/// </param>
public sealed record StreamStart(
    string StreamSid, string CallSid, string AccountSid, IReadOnlyDictionary<string, string> Parameters);
