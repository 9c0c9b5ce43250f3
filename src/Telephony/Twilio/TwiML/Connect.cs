using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Connects the caller's sound, in both directions, to a WebSocket of ours until that is closed.</summary>
public sealed class Connect : TwiMLVerb
{
    /// <summary>To this stream.</summary>
    public Connect(MediaStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream = stream;
    }

    /// <summary>The stream.</summary>
    public MediaStream Stream { get; }

    /// <summary>Is asked what is next when the stream has ended; without it the next verb is.</summary>
    public Uri? Action { get; init => field = TwiMLRules.WebOrNone(value); }

    /// <summary>How <see cref="Action"/> is asked.</summary>
    public CallbackMethod? Method { get; init; }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Connect");
        Attribute(xml, "action", Action);
        AskedBy(xml, "method", Method);
        Stream.Write(xml);
        xml.WriteEndElement();
    }
}
