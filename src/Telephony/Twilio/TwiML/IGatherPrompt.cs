namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>What can be heard while a <see cref="Gather"/> waits for the caller.</summary>
public interface IGatherPrompt;
