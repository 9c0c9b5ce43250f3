using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Plays a sound file.</summary>
public sealed class Play : TwiMLVerb, IGatherPrompt
{
    /// <summary>Plays this file.</summary>
    /// <exception cref="ArgumentException">The address is not an absolute http or https one.</exception>
    public Play(Uri url) => Url = TwiMLRules.Web(url, nameof(url));

    /// <summary>Where the file is.</summary>
    public Uri Url { get; }

    /// <summary>How often; 0 is until the call ends. Null is once.</summary>
    public int? Loop { get; init => field = TwiMLRules.BetweenOrNone(value, 0, 1_000); }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Play");
        Attribute(xml, "loop", Loop);
        xml.WriteString(Url.AbsoluteUri);
        xml.WriteEndElement();
    }
}
