using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Connects the caller to somebody else: the first of the numbers that answers.</summary>
public sealed class Dial : TwiMLVerb
{
    /// <summary>Most numbers that ring at once.</summary>
    public const int MostNumbers = 10;

    /// <summary>To these numbers.</summary>
    /// <exception cref="ArgumentException">No number, or too many.</exception>
    public Dial(params IReadOnlyList<DialNumber> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count is < 1 or > MostNumbers) throw new ArgumentException($"Allowed are 1 to {MostNumbers} numbers.", nameof(numbers));
        Numbers = [.. numbers];
    }

    /// <summary>Who is rung.</summary>
    public IReadOnlyList<DialNumber> Numbers { get; }

    /// <summary>Gets DialCallStatus when that call is over and says what is next; without it the next verb is.</summary>
    public Uri? Action { get; init => field = TwiMLRules.WebOrNone(value); }

    /// <summary>How <see cref="Action"/> is asked.</summary>
    public CallbackMethod? Method { get; init; }

    /// <summary>Seconds it rings. Null is 30.</summary>
    public int? Timeout { get; init => field = TwiMLRules.BetweenOrNone(value, 1, 600); }

    /// <summary>The number that is shown; null is the caller's.</summary>
    public string? CallerId { get; init => field = value is null ? null : TwiMLRules.Number(value); }

    /// <summary>Most seconds of the talk. Null is four hours.</summary>
    public int? TimeLimit { get; init => field = TwiMLRules.BetweenOrNone(value, 1, 14_400); }

    /// <summary>Whether the caller hears ringing until somebody answers.</summary>
    public bool? AnswerOnBridge { get; init; }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Dial");
        Attribute(xml, "action", Action);
        AskedBy(xml, "method", Method);
        Attribute(xml, "timeout", Timeout);
        Attribute(xml, "callerId", CallerId);
        Attribute(xml, "timeLimit", TimeLimit);
        Attribute(xml, "answerOnBridge", AnswerOnBridge);
        foreach (var number in Numbers) number.Write(xml);
        xml.WriteEndElement();
    }
}
