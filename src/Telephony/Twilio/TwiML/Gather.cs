using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>Takes keys, or words that Twilio recognises, while something is heard; then asks <see cref="Action"/>.</summary>
public sealed class Gather : TwiMLVerb
{
    /// <summary>Goes on at this address.</summary>
    /// <param name="action">Gets Digits, or SpeechResult and Confidence.</param>
    /// <param name="prompts">
    /// What is heard meanwhile. A <see cref="Say"/> in it names no language: Twilio has been seen to fail the whole
    /// document for a Hebrew one there (13512). Play a file instead.
    /// </param>
    public Gather(Uri action, params IReadOnlyList<IGatherPrompt> prompts)
    {
        Action = TwiMLRules.Web(action, nameof(action));
        ArgumentNullException.ThrowIfNull(prompts);
        if (prompts.Any(prompt => prompt is Say { Language: not null }))
            throw new ArgumentException("A <Say> inside <Gather> names no language (13512).", nameof(prompts));
        if (prompts.Any(prompt => prompt is not TwiMLVerb)) throw new ArgumentException("Allowed are Say, Play and Pause.", nameof(prompts));
        Prompts = [.. prompts];
    }

    /// <summary>The address.</summary>
    public Uri Action { get; }

    /// <summary>What is heard meanwhile.</summary>
    public IReadOnlyList<IGatherPrompt> Prompts { get; }

    /// <summary>How <see cref="Action"/> is asked.</summary>
    public CallbackMethod? Method { get; init; }

    /// <summary>Whether words are taken beside keys. Default: keys alone.</summary>
    public bool TakesSpeech { get; init; }

    /// <summary>The language of the words, such as <c>he-IL</c>; null is en-US.</summary>
    public string? Language { get; init => field = TwiMLRules.Language(value); }

    /// <summary>Seconds of waiting for the next input. Null is 5.</summary>
    public int? Timeout { get; init => field = TwiMLRules.BetweenOrNone(value, 1, 600); }

    /// <summary>After how many keys it is complete; null: at <see cref="FinishOnKey"/>.</summary>
    public int? NumDigits { get; init => field = TwiMLRules.BetweenOrNone(value, 1, 100); }

    /// <summary>The key that completes it; empty: none does. Null is <c>#</c>.</summary>
    public string? FinishOnKey
    {
        get;
        init => field = value is null || value.Length <= 1
            ? TwiMLRules.Keys(value) : throw new ArgumentException("Allowed is one key or none (13310).", nameof(FinishOnKey));
    }

    /// <summary>Whether <see cref="Action"/> is asked too when nothing came; else the next verb is.</summary>
    public bool? ActionOnEmptyResult { get; init; }

    internal override void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Gather");
        Attribute(xml, "input", TakesSpeech ? "dtmf speech" : "dtmf");
        Attribute(xml, "action", Action);
        AskedBy(xml, "method", Method);
        Attribute(xml, "language", Language);
        Attribute(xml, "timeout", Timeout);
        Attribute(xml, "numDigits", NumDigits);
        Attribute(xml, "finishOnKey", FinishOnKey);
        Attribute(xml, "actionOnEmptyResult", ActionOnEmptyResult);
        foreach (var prompt in Prompts) ((TwiMLVerb)prompt).Write(xml);
        xml.WriteEndElement();
    }
}
