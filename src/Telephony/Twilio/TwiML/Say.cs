using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Speaks a text with one of Twilio's voices.</summary>
public sealed class Say : TwiMLVerb, IGatherPrompt
{
    /// <summary>Most characters of a text.</summary>
    public const int MaxCharacters = 4_096;

    /// <summary>Speaks this.</summary>
    /// <param name="text">Control characters are left out.</param>
    /// <exception cref="ArgumentException">Nothing to say is in it (13520), or it is too long.</exception>
    public Say(string text) => Text = TwiMLRules.Spoken(text, MaxCharacters, nameof(text));

    /// <summary>What is said.</summary>
    public string Text { get; }

    /// <summary>The voice, such as <c>Google.he-IL-Wavenet-A</c>; null is the account's own.</summary>
    public string? Voice { get; init => field = TwiMLRules.Voice(value); }

    /// <summary>The language with its country, such as <c>he-IL</c>; null is the voice's.</summary>
    public string? Language { get; init => field = TwiMLRules.Language(value); }

    /// <summary>How often; 0 is until the call ends. Null is once.</summary>
    public int? Loop { get; init => field = TwiMLRules.BetweenOrNone(value, 0, 1_000); }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Say");
        Attribute(xml, "voice", Voice);
        Attribute(xml, "language", Language);
        Attribute(xml, "loop", Loop);
        xml.WriteString(Text);
        xml.WriteEndElement();
    }
}
