using YemotAi.Telephony.Twilio.TwiML;

namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>What a live call is made to do (protocol section 1.4): it leaves its document, and a media stream with it.</summary>
public sealed class CallUpdate
{
    /// <summary>Longest document that can be given so.</summary>
    public const int MostTwiMLCharacters = 4_000;

    private CallUpdate(params KeyValuePair<string, string>[] fields) => Fields = fields;

    /// <summary>The call hangs up.</summary>
    public static CallUpdate HangUp { get; } = new(new KeyValuePair<string, string>("Status", "completed"));

    internal IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    /// <summary>The call goes on with this document.</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="MostTwiMLCharacters"/> characters.</exception>
    public static CallUpdate To(VoiceResponse document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var xml = document.ToString();
        if (xml.Length > MostTwiMLCharacters)
            throw new ArgumentException($"Allowed are {MostTwiMLCharacters} characters; a longer document is given by its address.", nameof(document));
        return new CallUpdate(new KeyValuePair<string, string>("Twiml", xml));
    }

    /// <summary>The call goes on with the document of this address.</summary>
    public static CallUpdate To(Uri url) =>
        new(new("Url", TwiMLRules.Web(url, nameof(url)).AbsoluteUri), new("Method", "POST"));
}
