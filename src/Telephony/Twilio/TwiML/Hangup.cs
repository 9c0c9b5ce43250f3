using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Ends the call.</summary>
public sealed class Hangup : TwiMLVerb
{
    internal override bool IsLast => true;

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Hangup");
        xml.WriteEndElement();
    }
}
