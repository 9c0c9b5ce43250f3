using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Goes on with the document of another address.</summary>
public sealed class Redirect : TwiMLVerb
{
    /// <summary>With this one's.</summary>
    public Redirect(Uri url) => Url = TwiMLRules.Web(url, nameof(url));

    /// <summary>The address.</summary>
    public Uri Url { get; }

    /// <summary>How it is asked.</summary>
    public CallbackMethod? Method { get; init; }

    internal override bool IsLast => true;

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Redirect");
        AskedBy(xml, "method", Method);
        xml.WriteString(Url.AbsoluteUri);
        xml.WriteEndElement();
    }
}
