using System.Globalization;
using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>One verb of a <see cref="VoiceResponse"/>. Verbs check their values when they are made.</summary>
public abstract class TwiMLVerb
{
    private protected TwiMLVerb()
    {
    }

    /// <summary>Nothing that follows it in the document is ever reached.</summary>
    internal virtual bool IsLast => false;

    internal abstract void Write(XmlWriter xml);

    private protected static void Attribute(XmlWriter xml, string name, string? value)
    {
        if (value is not null) xml.WriteAttributeString(name, TwiMLRules.Clean(value));
    }

    private protected static void Attribute(XmlWriter xml, string name, int? value) =>
        Attribute(xml, name, value?.ToString(CultureInfo.InvariantCulture));

    private protected static void Attribute(XmlWriter xml, string name, bool? value) =>
        Attribute(xml, name, value is null ? null : value.Value ? "true" : "false");

    /// <summary>An address as it is to be asked for: escaped.</summary>
    private protected static void Attribute(XmlWriter xml, string name, Uri? value) => Attribute(xml, name, value?.AbsoluteUri);

    private protected static void AskedBy(XmlWriter xml, string name, CallbackMethod? value) =>
        Attribute(xml, name, value is null ? null : value == CallbackMethod.Get ? "GET" : "POST");
}
