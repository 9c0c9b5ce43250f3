using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Does not take the call, which then costs nothing. Only as the one verb of a document.</summary>
public sealed class Reject : TwiMLVerb
{
    /// <summary>Whether the caller hears the busy tone and not that the number is not in service.</summary>
    public bool Busy { get; init; }

    internal override bool IsLast => true;

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Reject");
        Attribute(xml, "reason", Busy ? "busy" : "rejected");
        xml.WriteEndElement();
    }
}
