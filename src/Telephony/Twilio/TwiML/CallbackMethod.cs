namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>How Twilio asks an address. Nothing said is POST.</summary>
public enum CallbackMethod
{
    /// <summary>The values come as a form.</summary>
    Post,

    /// <summary>The values come in the address.</summary>
    Get,
}
