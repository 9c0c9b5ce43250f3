using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Records what the caller says, then asks <see cref="Action"/>.</summary>
public sealed class Record : TwiMLVerb
{
    /// <summary>Most seconds of a recording, four hours.</summary>
    public const int MostSeconds = 14_400;

    /// <summary>Goes on at this address.</summary>
    /// <param name="action">Without one Twilio asks the same document again and again, so one is needed.</param>
    public Record(Uri action) => Action = TwiMLRules.Web(action, nameof(action));

    /// <summary>Gets RecordingUrl, RecordingDuration, Digits, and says what is next.</summary>
    public Uri Action { get; }

    /// <summary>How <see cref="Action"/> is asked.</summary>
    public CallbackMethod? Method { get; init; }

    /// <summary>Seconds of silence that end it. Null is 5.</summary>
    public int? Timeout { get; init => field = TwiMLRules.BetweenOrNone(value, 1, 3_600); }

    /// <summary>Keys that end it; empty: none does. Null is any.</summary>
    public string? FinishOnKey { get; init => field = TwiMLRules.Keys(value); }

    /// <summary>Longest recording in seconds. Null is 3600.</summary>
    public int? MaxLength { get; init => field = TwiMLRules.BetweenOrNone(value, 1, MostSeconds); }

    /// <summary>Whether a tone comes first. Null is yes.</summary>
    public bool? PlayBeep { get; init; }

    /// <summary>Whether silence at both ends is cut off. Null is yes.</summary>
    public bool? Trim { get; init; }

    /// <summary>Is told when the recording can be fetched.</summary>
    public Uri? RecordingStatusCallback { get; init => field = TwiMLRules.WebOrNone(value); }

    /// <summary>How <see cref="RecordingStatusCallback"/> is asked.</summary>
    public CallbackMethod? RecordingStatusCallbackMethod { get; init; }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Record");
        Attribute(xml, "action", Action);
        AskedBy(xml, "method", Method);
        Attribute(xml, "timeout", Timeout);
        Attribute(xml, "finishOnKey", FinishOnKey);
        Attribute(xml, "maxLength", MaxLength);
        Attribute(xml, "playBeep", PlayBeep);
        Attribute(xml, "trim", Trim is null ? null : Trim.Value ? "trim-silence" : "do-not-trim");
        Attribute(xml, "recordingStatusCallback", RecordingStatusCallback);
        AskedBy(xml, "recordingStatusCallbackMethod", RecordingStatusCallbackMethod);
        xml.WriteEndElement();
    }
}
