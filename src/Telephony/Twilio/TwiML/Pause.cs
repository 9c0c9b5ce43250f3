using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Silence.</summary>
public sealed class Pause : TwiMLVerb, IGatherPrompt
{
    /// <summary>So long.</summary>
    /// <param name="seconds">1 to 600.</param>
    public Pause(int seconds = 1) => Seconds = TwiMLRules.Between(seconds, 1, 600, nameof(seconds));

    /// <summary>How long.</summary>
    public int Seconds { get; }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Pause");
        Attribute(xml, "length", Seconds);
        xml.WriteEndElement();
    }
}
