using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>One number of a <see cref="Dial"/>. Its status callbacks belong here: on Dial they are ignored (12200).</summary>
public sealed class DialNumber
{
    /// <summary>This number.</summary>
    /// <param name="number">3 to 20 digits, with or without <c>+</c>.</param>
    public DialNumber(string number) => Number = TwiMLRules.Number(number, nameof(number));

    /// <summary>The number.</summary>
    public string Number { get; }

    /// <summary>Is told how that call goes.</summary>
    public Uri? StatusCallback { get; init => field = TwiMLRules.WebOrNone(value); }

    internal void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Number");
        if (StatusCallback is not null)
        {
            // Without the list only the end is told.
            xml.WriteAttributeString("statusCallbackEvent", "initiated ringing answered completed");
            xml.WriteAttributeString("statusCallback", StatusCallback.AbsoluteUri);
        }

        xml.WriteString(Number);
        xml.WriteEndElement();
    }
}
